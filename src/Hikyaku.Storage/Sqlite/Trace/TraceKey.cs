using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

using Hikyaku.Mail.Trace;

namespace Hikyaku.Storage.Sqlite.Trace;

/// <summary>What a message is found by, as a number: texts in lower case, told apart by what they are.</summary>
internal static class TraceKey
{
    private const int MaxText = 1024;

    public static long OfTrace(string trace) => Of('t', trace);

    /// <summary>The keys of a filter, those that few messages have first.</summary>
    public static List<long> Of(TraceFilter filter)
    {
        var keys = new List<long>();
        Add(keys, 'q', filter.QueueId);
        Add(keys, 'm', filter.MessageId);
        Add(keys, 'c', filter.Client?.ToString());
        Add(keys, 'r', filter.Recipient);
        Add(keys, 's', filter.Sender);
        return keys;
    }

    /// <summary>The keys by which an event's message is to be found.</summary>
    public static void Collect(TraceEvent entry, List<long> keys)
    {
        keys.Clear();
        AddAddress(keys, 's', entry.Origin.Sender);
        AddAddress(keys, 'r', entry.Recipient);
        AddAddress(keys, 'r', entry.Original);
        Add(keys, 'm', entry.Origin.MessageId);
        Add(keys, 'q', entry.QueueId);
        Add(keys, 'c', Text(entry.Origin.Client));
    }

    private static string? Text(IPAddress? address) => address?.ToString();

    private static void AddAddress(List<long> keys, char kind, string? address)
    {
        Add(keys, kind, address);
        if (address?.LastIndexOf('@') is >= 0 and var at)
        {
            keys.Add(Of(kind, address.AsSpan(at)));
        }
    }

    private static void Add(List<long> keys, char kind, string? text)
    {
        if (text is not null)
        {
            keys.Add(Of(kind, text));
        }
    }

    // 64 bits of SHA-256: among 10^8 keys one in 10^11 searches finds a stranger.
    private static long Of(char kind, ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxText)];
        Span<char> folded = stackalloc char[MaxText];
        var length = text.ToLowerInvariant(folded);
        Span<byte> octets = stackalloc byte[1 + (3 * MaxText)];
        octets[0] = (byte)kind;
        var written = Encoding.UTF8.GetBytes(folded[..length], octets[1..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(octets[..(written + 1)], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hikyaku.Mail.Checks.DnsLists;

/// <summary>
/// Which answers of a DNS list count: addresses (<c>127.0.0.2</c>), networks (<c>127.0.0.0/28</c>), ranges (<c>127.0.0.4-127.0.0.11</c>), or bits
/// that must be set (<c>&amp;0.0.0.4</c>), separated by commas.
/// </summary>
/// <remarks>Standards: RFC 5782 §2.1, §2.3. Lists tell their own errors, such as a refused resolver, by answers outside of 127.0.0.0/16.</remarks>
public sealed class ReturnCodes
{
    private const int Most = 50;
    private readonly ImmutableArray<(uint First, uint Last, uint Bits)> _rules;
    private readonly string _text;

    private ReturnCodes(string text, ImmutableArray<(uint First, uint Last, uint Bits)> rules) => (_text, _rules) = (text, rules);

    /// <summary>Every answer that is no error.</summary>
    public static ReturnCodes Any { get; } = TryParse("127.0.0.0/16", out var any) ? any : throw new InvalidOperationException("A constant is wrong.");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out ReturnCodes codes)
    {
        ArgumentNullException.ThrowIfNull(text);
        codes = null!;
        var rules = ImmutableArray.CreateBuilder<(uint First, uint Last, uint Bits)>();
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (rules.Count == Most || !TryParseRule(word, out var rule))
            {
                return false;
            }

            rules.Add(rule);
        }

        codes = new ReturnCodes(string.Join(',', text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), rules.ToImmutable());
        return rules.Count > 0;
    }

    /// <summary>Whether an answer counts.</summary>
    public bool Contain(IPAddress answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (!TryRead(answer, out var value) || value >> 24 != 127)
        {
            return false;
        }

        foreach (var (first, last, bits) in _rules)
        {
            if (value >= first && value <= last && (bits == 0 || (value & bits) == bits))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool TryParseRule(string word, out (uint First, uint Last, uint Bits) rule)
    {
        rule = default;
        if (word.StartsWith('&'))
        {
            rule = (0x7F00_0000, 0x7FFF_FFFF, TryParseCode(word[1..], out var bits) ? bits : 0);
            return rule.Bits != 0;
        }

        if (word.Split('-') is [var from, var to])
        {
            return TryParseCode(from, out rule.First) && TryParseCode(to, out rule.Last) && rule.First <= rule.Last;
        }

        var slash = word.Split('/');
        var length = 32;
        if (slash.Length > 2 || !TryParseCode(slash[0], out var value)
            || (slash.Length == 2 && (!int.TryParse(slash[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length is < 8 or > 32)))
        {
            return false;
        }

        var hosts = length == 32 ? 0 : uint.MaxValue >> length;
        rule = (value & ~hosts, value | hosts, 0);
        return true;
    }

    // All four numbers: 127.1 would be an address too.
    private static bool TryParseCode(string text, out uint value)
    {
        value = 0;
        return text.Count(c => c == '.') == 3 && IPAddress.TryParse(text, out var address) && TryRead(address, out value);
    }

    private static bool TryRead(IPAddress address, out uint value)
    {
        Span<byte> octets = stackalloc byte[4];
        var isRead = address.AddressFamily == AddressFamily.InterNetwork && address.TryWriteBytes(octets, out _);
        value = BinaryPrimitives.ReadUInt32BigEndian(octets);
        return isRead;
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>
/// A resolver on loopback that knows the MX hosts of a few domains and misbehaves as its malice wants: it fails, is silent, speaks garbage, answers another
/// question or cuts its answers off (and has no TCP). The domains of <see cref="Dead"/> fail always.
/// </summary>
internal sealed class HostileDns : IAsyncDisposable
{
    public const string Dead = "dead.example";
    public static readonly string[] Misdeeds = ["fail", "silence", "garbage", "another question", "cut off", "refuse"];

    private const int HeaderLength = 12;
    private const int TypeA = 1;
    private const int TypeMx = 15;
    private const byte ServerFailure = 2;
    private const byte NoSuchName = 3;
    private const byte Refused = 5;
    private readonly Malice _malice;
    private readonly Dictionary<string, IPAddress[]> _domains;
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _answering;

    public HostileDns(Malice malice, Dictionary<string, IPAddress[]> domains)
    {
        (_malice, _domains) = (malice, domains);
        _answering = Answer();
    }

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _answering;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task Answer()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var query = await _socket.ReceiveAsync(_stop.Token);
                if (Answer(query.Buffer) is { } answer)
                    await _socket.SendAsync(answer, query.RemoteEndPoint, _stop.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Who asked was killed, or the test is over.
            }
        }
    }

    private byte[]? Answer(byte[] query)
    {
        var name = Name(query, out var end);
        var type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(end));
        var right = name == Dead || name.EndsWith("." + Dead, StringComparison.Ordinal) ? Reply(query, end, ServerFailure, []) : Right(query, name, type, end);
        switch (_malice.Choose(type.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        {
            case "fail": return Reply(query, end, ServerFailure, []);
            case "refuse": return Reply(query, end, Refused, []);
            case "silence": return null;
            case "garbage": return [query[0], query[1], 0x81, 0x80, 0xff, 0xff, 0xff, 0xff, 1, 2, 3];
            case "another question":
                right[HeaderLength + 1] ^= 1;
                return right;
            case "cut off":
                right[2] |= 2;
                return right[..(end + 4)];
            default: return right;
        }
    }

    private byte[] Right(byte[] query, string name, int type, int end)
    {
        if (_domains.TryGetValue(name, out var hosts))
            return Reply(query, end, 0, type != TypeMx ? [] : [.. hosts.Select((_, i) => Record(TypeMx, [0, (byte)(i + 1), .. Labels($"mx{i}.{name}")]))]);
        if (name.StartsWith("mx", StringComparison.Ordinal) && _domains.TryGetValue(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], out hosts))
            return Reply(query, end, 0, type != TypeA ? [] : [Record(TypeA, hosts[name[2] - '0'].GetAddressBytes())]);
        return Reply(query, end, NoSuchName, []);
    }

    private static byte[] Reply(byte[] query, int end, byte code, byte[][] records)
    {
        byte[] header = [query[0], query[1], 0x81, (byte)(0x80 | code), 0, 1, 0, (byte)records.Length, 0, 0, 0, 0];
        return [.. header, .. query[HeaderLength..(end + 4)], .. records.SelectMany(record => record)];
    }

    // The name of the question, class IN, for one second.
    private static byte[] Record(byte type, byte[] data) => [0xc0, HeaderLength, 0, type, 0, 1, 0, 0, 0, 1, 0, (byte)data.Length, .. data];

    private static byte[] Labels(string name) => [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    private static string Name(byte[] query, out int end)
    {
        var labels = new List<string>();
        for (end = HeaderLength; query[end] != 0; end += query[end] + 1)
            labels.Add(Encoding.ASCII.GetString(query, end + 1, query[end]));
        end++;
        return string.Join('.', labels).ToLowerInvariant();
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hikyaku.Tests.Milter;

/// <summary>A milter whose answers the test chooses by the letter of the command; it notes what it was told.</summary>
internal sealed class FakeMilter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<char, byte[][]?> _answers;
    private readonly int _steps;
    private readonly List<string> _heard = [];
    private readonly Task _serving;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Listens at once.</summary>
    /// <param name="answers">Packets without their length; null: the connection ends.</param>
    /// <param name="steps">What it does not hear or answer.</param>
    public FakeMilter(Func<char, byte[][]?> answers, int steps = 0)
    {
        (_answers, _steps) = (answers, steps);
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The commands in their order: the letter and the data, NUL written as a bar. Macros are left out.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_heard)
                return [.. _heard];
        }
    }

    /// <summary>The first client has gone.</summary>
    public Task Left => _left.Task;

    public static byte[] Packet(char letter, string data = "") => [(byte)letter, .. Encoding.UTF8.GetBytes(data)];

    public static byte[] Indexed(char letter, int index, string data) => [(byte)letter, 0, 0, 0, (byte)index, .. Encoding.UTF8.GetBytes(data)];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await Talk(client.GetStream());
                _left.TrySetResult();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        try
        {
            while (await Read(stream) is { } packet && await Answer(stream, packet))
            {
                // The next command.
            }
        }
        catch (IOException)
        {
            // The other side is gone.
        }
    }

    private async Task<bool> Answer(NetworkStream stream, byte[] packet)
    {
        var letter = (char)packet[0];
        if (letter == 'D')
            return true;
        if (letter == 'O')
        {
            var offer = new byte[13];
            offer[0] = (byte)'O';
            BinaryPrimitives.WriteInt32BigEndian(offer.AsSpan(1), 6);
            BinaryPrimitives.WriteInt32BigEndian(offer.AsSpan(5), 0xff);
            BinaryPrimitives.WriteInt32BigEndian(offer.AsSpan(9), _steps);
            await Write(stream, offer);
            return true;
        }

        lock (_heard)
            _heard.Add(letter + Encoding.UTF8.GetString(packet.AsSpan(1)).Replace('\0', '|'));
        if (letter is 'A' or 'Q')
            return letter == 'A';
        if (_answers(letter) is not { } answers)
            return false;

        foreach (var answer in answers)
            await Write(stream, answer);
        return true;
    }

    private static async Task<byte[]?> Read(NetworkStream stream)
    {
        var head = new byte[4];
        if (await stream.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false) < 4)
            return null;

        var packet = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        await stream.ReadExactlyAsync(packet);
        return packet;
    }

    private static async Task Write(NetworkStream stream, byte[] packet)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, packet.Length);
        await stream.WriteAsync(head);
        await stream.WriteAsync(packet);
    }
}

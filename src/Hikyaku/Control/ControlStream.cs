using System.Text.Json;

namespace Hikyaku.Control;

/// <summary>Frames over a socket: a length of four octets in network order, then that many octets of JSON.</summary>
internal sealed class ControlStream(Stream stream) : IDisposable
{
    /// <summary>The longest frame in octets; longer output goes in several.</summary>
    public const int MaxFrame = 1024 * 1024;

    private readonly SemaphoreSlim _writing = new(1, 1);

    public async ValueTask Write(ControlFrame frame, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(frame, ControlJson.Default.ControlFrame);
        if (json.Length > MaxFrame)
        {
            throw new InvalidDataException("A control frame is too long.");
        }

        var octets = new byte[4 + json.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(octets, json.Length);
        json.CopyTo(octets, 4);
        await _writing.WaitAsync(cancellation);
        try
        {
            await stream.WriteAsync(octets, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The next frame; null when the peer is gone.</summary>
    /// <exception cref="InvalidDataException">The peer sent something else.</exception>
    public async ValueTask<ControlFrame?> Read(CancellationToken cancellation)
    {
        var header = new byte[4];
        if (await stream.ReadAtLeastAsync(header, 4, throwOnEndOfStream: false, cancellation) < 4)
        {
            return null;
        }

        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header);
        if (length is <= 0 or > MaxFrame)
        {
            throw new InvalidDataException("A control frame has a wrong length.");
        }

        var json = new byte[length];
        if (await stream.ReadAtLeastAsync(json, length, throwOnEndOfStream: false, cancellation) < length)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, ControlJson.Default.ControlFrame);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("A control frame is no JSON.", e);
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        _writing.Dispose();
    }
}

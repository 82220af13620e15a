using System.Buffers;
using System.Net.Sockets;

using Hikyaku.Formats.Milter;
using Hikyaku.Mail.ContentFilters;

namespace Hikyaku.Protocols.Milter;

/// <summary>A connection to a milter after the negotiation: packets out, replies in, each within its time.</summary>
internal sealed class MilterConnection : IAsyncDisposable
{
    private const MilterActions Actions = MilterActions.AddHeaders | MilterActions.ChangeBody | MilterActions.AddRecipients | MilterActions.DeleteRecipients
        | MilterActions.ChangeHeaders | MilterActions.Quarantine | MilterActions.ChangeFrom | MilterActions.AddRecipientsWithParameters;

    private const MilterSteps Steps = MilterSteps.NoConnect | MilterSteps.NoHelo | MilterSteps.NoMail | MilterSteps.NoRcpt | MilterSteps.NoBody | MilterSteps.NoHeaders
        | MilterSteps.NoEndOfHeaders | MilterSteps.NoReplyToHeader | MilterSteps.NoUnknown | MilterSteps.NoData | MilterSteps.Skip | MilterSteps.NoReplyToConnect
        | MilterSteps.NoReplyToHelo | MilterSteps.NoReplyToMail | MilterSteps.NoReplyToRcpt | MilterSteps.NoReplyToData | MilterSteps.NoReplyToUnknown
        | MilterSteps.NoReplyToEndOfHeaders | MilterSteps.NoReplyToBody | MilterSteps.LeadingSpace;

    private readonly NetworkStream _stream;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private MilterSteps _steps;

    private MilterConnection(NetworkStream stream, TimeSpan timeout, TimeProvider time) => (_stream, _timeout, _time) = (stream, timeout, time);

    /// <summary>Where packets are put together before <see cref="Send"/>.</summary>
    public IBufferWriter<byte> Output => _output;

    /// <summary>Octets that wait to be sent.</summary>
    public int Waiting => _output.WrittenCount;

    /// <summary>Connects and agrees on options.</summary>
    /// <exception cref="FilterFailedException">Nobody answers, or not as a milter does.</exception>
    public static async ValueTask<MilterConnection> Open(ContentFilterOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new FilterTime(options.Timeout, time, cancellation);
        var stream = await limit.Within(token => options.EndPoint.Connect(token));
        var connection = new MilterConnection(stream, options.Timeout, time);
        try
        {
            await connection.Negotiate(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the milter wants to hear of a step.</summary>
    public bool Hears(MilterSteps not) => !_steps.HasFlag(not);

    /// <summary>Whether the milter answers a step.</summary>
    public bool Answers(MilterSteps not) => !_steps.HasFlag(not);

    /// <summary>Values of header fields keep the blank behind the colon.</summary>
    public bool KeepsLeadingSpace => _steps.HasFlag(MilterSteps.LeadingSpace);

    /// <summary>Sends what waits, and reads the answer unless the milter gives none to this step.</summary>
    public async ValueTask<MilterReply> Send(MilterSteps unanswered, CancellationToken cancellation)
    {
        if (unanswered != MilterSteps.None && _steps.HasFlag(unanswered))
        {
            await Flush(cancellation);
            return new MilterReply.Continue();
        }

        await Flush(cancellation);
        return await Read(cancellation);
    }

    /// <summary>Sends what waits.</summary>
    public async ValueTask Flush(CancellationToken cancellation)
    {
        using var limit = new FilterTime(_timeout, _time, cancellation);
        await limit.Within(async token =>
        {
            await _stream.WriteAsync(_output.WrittenMemory, token);
            return true;
        });
        _output.ResetWrittenCount();
    }

    /// <summary>Reads the next reply; while the milter says that it works, the time begins anew.</summary>
    public async ValueTask<MilterReply> Read(CancellationToken cancellation)
    {
        while (true)
        {
            using var limit = new FilterTime(_timeout, _time, cancellation);
            var reply = await limit.Within(ReadPacket);
            if (reply is not MilterReply.Progress)
                return reply;
        }
    }

    public async ValueTask DisposeAsync() => await _stream.DisposeAsync();

    private async ValueTask Negotiate(CancellationToken cancellation)
    {
        MilterWriter.WriteOffer(_output, Actions, Steps);
        await Flush(cancellation);
        if (await Read(cancellation) is not MilterReply.Negotiated agreed || agreed.Version is < 2 or > MilterWriter.Version
            || (agreed.Actions & ~Actions) != MilterActions.None || (agreed.Steps & ~Steps) != MilterSteps.None)
        {
            throw new FilterFailedException("it does not agree on the milter protocol, versions 2 to 6");
        }

        _steps = agreed.Steps;
    }

    private async ValueTask<MilterReply> ReadPacket(CancellationToken cancellation)
    {
        var head = new byte[4];
        await _stream.ReadExactlyAsync(head, cancellation);
        if (MilterReplyReader.Length(head) is not { } length)
            throw new FilterFailedException("its packet has an impossible length");

        var packet = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await _stream.ReadExactlyAsync(packet.AsMemory(0, length), cancellation);
            return MilterReplyReader.Read(packet.AsSpan(0, length)) ?? throw new FilterFailedException($"its packet '{(char)packet[0]}' is no reply of the milter protocol");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packet);
        }
    }
}

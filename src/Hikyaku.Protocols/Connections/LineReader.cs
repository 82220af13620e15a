using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Hikyaku.Protocols.Connections;

/// <summary>Reads lines and counted octets of a client, with a limit and a time-out for each; it stays valid across STARTTLS.</summary>
public sealed class LineReader
{
    private readonly MailConnection _connection;
    private ReadOnlySequence<byte> _data;
    private SequencePosition _next;
    private bool _holdsLine;
    private long _examined;

    /// <summary>A reader of a connection; there is one for each connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="maxLine">The longest line in octets, with its CRLF.</param>
    public LineReader(MailConnection connection, int maxLine)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
        MaxLine = maxLine;
        connection.Attach(this);
    }

    /// <summary>The longest line in octets, with its CRLF; may change between reads.</summary>
    public int MaxLine { get; set; }

    /// <summary>Reads up to the next LF. The line is valid until the next read, and not copied when it lies in one buffer.</summary>
    /// <param name="timeout">Time for the whole line; infinite for none.</param>
    /// <param name="ct">Ends the wait with an exception.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReadLineResult> ReadLine(TimeSpan timeout, CancellationToken ct)
    {
        Release();
        var skipping = false;
        var waits = false;
        try
        {
            while (true)
            {
                if (_connection.Stopping.IsCancellationRequested && !HasLine())
                    return new ReadLineResult(ReadStatus.Stopping);

                var read = _connection.RawInput.ReadAsync(ct);
                if (!read.IsCompleted && !waits)
                {
                    waits = true;
                    _connection.ReadDeadline.Set(timeout);
                }

                var result = await read;
                var buffer = result.Buffer;
                if (buffer.PositionOf((byte)'\n') is { } end)
                    return Take(buffer, end, skipping);

                skipping = Keep(buffer, skipping);
                if (Why(result, waits) is { } status)
                    return new ReadLineResult(status);
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            return new ReadLineResult(ReadStatus.Closed);
        }
        finally
        {
            if (waits)
                _connection.ReadDeadline.Clear();
        }
    }

    /// <summary>Listens for a while without taking anything; whether something has arrived.</summary>
    /// <param name="time">How long; zero: only what is here already counts.</param>
    /// <param name="ct">Ends the wait.</param>
    public async ValueTask<bool> HasInput(TimeSpan time, CancellationToken ct)
    {
        if (time == TimeSpan.Zero)
        {
            return HasLine();
        }

        var read = await ReadData(time, ct);
        if (read.Status != ReadStatus.Ok)
            return false;

        Advance(read.Data.Start, read.Data.Start);
        return true;
    }

    /// <summary>Waits for octets that were not examined yet; after it, <see cref="Advance"/> must say what was used. A stop of the server does not end it.</summary>
    /// <param name="timeout">Time until something arrives; infinite for none.</param>
    /// <param name="ct">Ends the wait with an exception.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReadDataResult> ReadData(TimeSpan timeout, CancellationToken ct)
    {
        Release();
        var waits = false;
        try
        {
            while (true)
            {
                var read = _connection.RawInput.ReadAsync(ct);
                if (!read.IsCompleted && !waits)
                {
                    waits = true;
                    _connection.ReadDeadline.Set(timeout);
                }

                var result = await read;
                if (result.Buffer.Length > _examined)
                {
                    _data = result.Buffer;
                    return new ReadDataResult(ReadStatus.Ok, _data);
                }

                _connection.RawInput.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (Why(result, waits) is { } status)
                    return new ReadDataResult(status, default);
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            return new ReadDataResult(ReadStatus.Closed, default);
        }
        finally
        {
            if (waits)
                _connection.ReadDeadline.Clear();
        }
    }

    /// <summary>Says what of the last <see cref="ReadData"/> was used and how far it was looked at.</summary>
    public void Advance(SequencePosition consumed, SequencePosition examined)
    {
        _examined = _data.Slice(consumed, examined).Length;
        _data = default;
        _connection.RawInput.AdvanceTo(consumed, examined);
    }

    /// <summary>Fills <paramref name="destination"/> with the next octets.</summary>
    /// <param name="destination">Where to; its length is the count.</param>
    /// <param name="timeout">Time between two arrivals of octets.</param>
    /// <param name="ct">Ends the wait with an exception.</param>
    public async ValueTask<ReadStatus> ReadExactly(Memory<byte> destination, TimeSpan timeout, CancellationToken ct)
    {
        while (!destination.IsEmpty)
        {
            var read = await ReadData(timeout, ct);
            if (read.Status == ReadStatus.Interrupted)
                continue; // What was read so far would be lost.
            if (read.Status != ReadStatus.Ok)
                return read.Status;

            var taken = read.Data.Slice(0, Math.Min(read.Data.Length, destination.Length));
            taken.CopyTo(destination.Span);
            destination = destination[(int)taken.Length..];
            Advance(taken.End, taken.End);
        }

        return ReadStatus.Ok;
    }

    /// <summary>A whole line has arrived already: the client pipelines, and an answer may wait for more.</summary>
    public bool HasLine()
    {
        Release();
        if (!_connection.RawInput.TryRead(out var result))
            return false;

        var found = result.Buffer.PositionOf((byte)'\n') is not null;
        _connection.RawInput.AdvanceTo(result.Buffer.Start);
        return found;
    }

    /// <summary>Gives the last line's buffer back; its memory must not be used any more.</summary>
    internal void Release()
    {
        if (!_holdsLine)
            return;

        _holdsLine = false;
        _connection.RawInput.AdvanceTo(_next);
    }

    private ReadLineResult Take(ReadOnlySequence<byte> buffer, SequencePosition lf, bool skipping)
    {
        _examined = 0;
        _holdsLine = true;
        _next = buffer.GetPosition(1, lf);
        var octets = buffer.Slice(0, lf);
        if (skipping || octets.Length >= MaxLine)
        {
            Release();
            return new ReadLineResult(ReadStatus.TooLong);
        }

        var line = octets.IsSingleSegment ? octets.First : octets.ToArray();
        var hasCr = !line.IsEmpty && line.Span[^1] == '\r';
        line = hasCr ? line[..^1] : line;
        return line.Span.ContainsAny((byte)'\r', (byte)0)
            ? new ReadLineResult(ReadStatus.Ok, line, !hasCr, line.Span.Contains((byte)'\r'), line.Span.Contains((byte)0))
            : new ReadLineResult(ReadStatus.Ok, line, !hasCr, HasBareCr: false, HasNul: false);
    }

    /// <summary>Keeps the start of a line that goes on, or drops it when it is too long already; true when the line is lost.</summary>
    private bool Keep(ReadOnlySequence<byte> buffer, bool skipping)
    {
        var drop = skipping || buffer.Length >= MaxLine;
        _connection.RawInput.AdvanceTo(drop ? buffer.End : buffer.Start, buffer.End);
        _examined = drop ? 0 : buffer.Length;
        return drop;
    }

    private ReadStatus? Why(ReadResult result, bool waits)
    {
        if (result.IsCompleted)
            return ReadStatus.Closed;
        if (!result.IsCanceled)
            return null;
        if (waits && _connection.ReadDeadline.IsOver())
            return ReadStatus.TimedOut;
        if (!_connection.IsInterrupted)
            return null;

        _connection.IsInterrupted = false;
        return ReadStatus.Interrupted;
    }

    // Kestrel's ConnectionResetException is an IOException; the others come from a connection that we aborted.
    // Octets that are no DEFLATE data leave nothing to go on with.
    private static bool IsBroken(Exception e) => e is IOException or ObjectDisposedException or InvalidDataException
        or Microsoft.AspNetCore.Connections.ConnectionAbortedException;
}

using System.Buffers;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Imap;

/// <summary>Collects the octets of one command, its literals included (RFC 9051 §4.3). The literals of messages are left to the command.</summary>
internal sealed class CommandSource(MailConnection connection, LineReader lines, ImapLimits limits)
{
    private ArrayBufferWriter<byte> _octets = new(256);

    /// <summary>The command read last; valid until the next one.</summary>
    public ReadOnlyMemory<byte> Octets => _octets.WrittenMemory;

    /// <summary>The literal that comes next, if the command is one that reads messages and did not take it yet.</summary>
    public LiteralMark? Pending { get; private set; }

    /// <summary>Why the command cannot be answered, when the status is TooLong: the text for BAD or BYE.</summary>
    public bool MustClose { get; private set; }

    public LineReader Lines => lines;

    /// <summary>Reads the next command, or how the wait for it ended; with a wake it may end because of a push.</summary>
    public async ValueTask<ReadStatus> Read(TimeSpan timeout, bool isSignedIn, IdleWake? wake = null)
    {
        Reset();
        lines.MaxLine = isSignedIn ? limits.Line : limits.LineBeforeSignIn;
        var mostOctets = isSignedIn ? limits.Command : limits.LineBeforeSignIn;
        while (true)
        {
            // A push ends the wait for the beginning of a command alone.
            var read = wake is null ? await ReadLine(timeout) : await lines.ReadLine(timeout, CancellationToken.None);
            if (wake is not null && read.Status == ReadStatus.Interrupted)
            {
                return ReadStatus.Interrupted;
            }

            wake?.Dispose();
            wake = null;
            if (read.Status != ReadStatus.Ok)
            {
                // What belongs to a literal would be taken for commands.
                MustClose = _octets.WrittenCount > 0;
                return read.Status;
            }

            _octets.Write(read.Line.Span);
            if (!LiteralMark.TryFind(read.Line.Span, out var mark))
            {
                return _octets.WrittenCount > mostOctets ? ReadStatus.TooLong : ReadStatus.Ok;
            }

            if (IsMessage(_octets.WrittenSpan))
            {
                Pending = mark;
                return ReadStatus.Ok;
            }

            if (mark.Length > mostOctets - _octets.WrittenCount)
            {
                MustClose = !mark.IsSynchronizing;
                return ReadStatus.TooLong;
            }

            var status = await Literal(mark);
            if (status != ReadStatus.Ok)
            {
                return status;
            }

            timeout = limits.Literal;
        }
    }

    /// <summary>The command reads what is pending.</summary>
    public void TakePending() => Pending = null;

    /// <summary>Reads a line that a push of IDLE does not end.</summary>
    public async ValueTask<ReadLineResult> ReadLine(TimeSpan timeout)
    {
        while (true)
        {
            var read = await lines.ReadLine(timeout, CancellationToken.None);
            if (read.Status != ReadStatus.Interrupted)
            {
                return read;
            }
        }
    }

    private void Reset()
    {
        _octets = _octets.Capacity > 16 * 1024 ? new(256) : _octets;
        _octets.ResetWrittenCount();
        Pending = null;
        MustClose = false;
    }

    private async ValueTask<ReadStatus> Literal(LiteralMark mark)
    {
        _octets.Write("\r\n"u8);
        if (mark.IsSynchronizing)
        {
            connection.Output.Write("+ Ready for the literal\r\n"u8);
            await connection.Output.FlushAsync();
        }

        var status = await lines.ReadExactly(_octets.GetMemory((int)mark.Length)[..(int)mark.Length], limits.Literal, CancellationToken.None);
        _octets.Advance(status == ReadStatus.Ok ? (int)mark.Length : 0);
        return status;
    }

    // The literal of a message is one that comes after the mailbox of an APPEND or REPLACE.
    private static bool IsMessage(ReadOnlySpan<byte> octets)
    {
        var reader = new CommandReader(octets);
        reader.Tag();
        if (!reader.Skip(' ') || (reader.SkipWord("UID") && !reader.Skip(' ')))
        {
            return false;
        }

        if (reader.SkipWord("REPLACE") && reader.Skip(' '))
        {
            reader.Until(" "u8);
            reader.Expect(' ');
        }
        else if (!reader.SkipWord("APPEND") || !reader.Skip(' '))
        {
            return false;
        }

        reader.AString();
        return !reader.HasFailed;
    }
}

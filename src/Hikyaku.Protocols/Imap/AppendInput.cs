using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Imap;

/// <summary>The lines and literals of an APPEND or REPLACE, read as they come.</summary>
internal sealed class AppendInput
{
    private readonly ImapSession _session;
    private ReadOnlyMemory<byte> _line;

    public AppendInput(ImapSession session, ImapCommand command)
    {
        (_session, _line, Mark) = (session, command.Octets[command.ArgumentsAt..], command.Pending);
        session.Source.TakePending();
    }

    public delegate T Reading<out T>(ref CommandReader reader);

    /// <summary>The literal that was announced and not read yet.</summary>
    public LiteralMark? Mark { get; private set; }

    /// <summary>What was expected where the first failure was.</summary>
    public string? Problem { get; private set; }

    public bool IsAtEnd => _line.IsEmpty;

    /// <summary>A literal, and nothing else of the line, comes next.</summary>
    public bool HasLiteral => Mark is not null && _line.Span[0] == '{' && _line.Span.LastIndexOf((byte)'{') == 0;

    /// <summary>Reads something of the line.</summary>
    public T Read<T>(Reading<T> read)
    {
        var reader = new CommandReader(_line.Span);
        var value = read(ref reader);
        _line = _line[reader.Position..];
        Problem ??= reader.Problem;
        return value;
    }

    /// <summary>Takes that octet or fails.</summary>
    public bool Expect(char octet) => Read((ref CommandReader reader) => reader.Expect(octet));

    /// <summary>Takes that octet if it comes next.</summary>
    public bool Skip(char octet) => Read((ref CommandReader reader) => reader.Skip(octet));

    /// <summary>Takes the literal that comes next, and the line behind it; answers why that failed.</summary>
    public async ValueTask<ImapReply?> Take(Action<ReadOnlySpan<byte>> take)
    {
        if (!await Invite())
        {
            return ImapReply.Broken;
        }

        for (var left = Mark!.Value.Length; left > 0;)
        {
            var read = await _session.Source.Lines.ReadData(_session.Limits.Literal, CancellationToken.None);
            if (read.Status == ReadStatus.Interrupted)
            {
                continue;
            }

            if (read.Status != ReadStatus.Ok)
            {
                return ImapReply.Broken;
            }

            var taken = read.Data.Slice(0, Math.Min(left, read.Data.Length));
            foreach (var piece in taken)
            {
                take(piece.Span);
            }

            left -= taken.Length;
            _session.Source.Lines.Advance(taken.End, taken.End);
        }

        return await NextLine();
    }

    /// <summary>What does not wait for an answer comes anyway, and would be taken for commands: it is read and dropped, then the answer given.</summary>
    public async ValueTask<ImapReply> Abandon(ImapReply reply)
    {
        while (!reply.Closes && Mark is { IsSynchronizing: false } mark)
        {
            if (mark.Length > _session.AppendLimit)
            {
                _session.Bye("[TOOBIG] The message was refused while it was under way.");
                return reply with { Closes = true };
            }

            if (await Take(static _ => { }) is { } problem)
            {
                return problem;
            }
        }

        return reply;
    }

    private async ValueTask<bool> Invite()
    {
        if (Mark is not { IsSynchronizing: true })
        {
            return true;
        }

        _session.Writer.Raw("+ Ready for the octets\r\n"u8);
        return await _session.Flush();
    }

    private async ValueTask<ImapReply?> NextLine()
    {
        var read = await _session.Source.ReadLine(_session.Limits.Literal);
        if (read.Status != ReadStatus.Ok)
        {
            return read.Status == ReadStatus.TooLong ? ImapReply.Bad("The command is too long.") with { Closes = true } : ImapReply.Broken;
        }

        // The reader's buffer goes with the next read.
        _line = read.Line.ToArray();
        Mark = LiteralMark.TryFind(_line.Span, out var mark) ? mark : null;
        return null;
    }
}

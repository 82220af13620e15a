using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Replies of remote servers: what is read consumes octets, and every shorter input waits for more.</summary>
public sealed class ReplyTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "smtp-reply";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
        ["250 ok\r\n"u8.ToArray(), "250-a.test\r\n250-SIZE 10\r\n250 DSN\r\n"u8.ToArray(), "554 5.7.1 no\n"u8.ToArray()];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (ReplyParser.TryParse(input, out var reply, out var consumed) != ReplyParse.Done)
        {
            return;
        }

        if (consumed is 0 || consumed > input.Length || reply is not { Code: >= 200 and <= 599, Lines.Length: > 0 })
        {
            throw new InvalidOperationException("a reply without octets, code or lines");
        }

        if (ReplyParser.TryParse(input[..(consumed - 1)], out _, out _) != ReplyParse.NeedMore)
        {
            throw new InvalidOperationException("a reply that is complete before its end");
        }
    }
}

using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Command lines of SMTP clients, read with the arguments of every verb: what is taken is within its bounds.</summary>
public sealed class SmtpCommandTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "smtp-command";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "MAIL FROM:<@a.test,@b.test:\"x y\"@c.test> SIZE=10 BODY=8BITMIME RET=HDRS ENVID=a+2Bb AUTH=<> SMTPUTF8"u8.ToArray(),
        "MAIL FROM:<a@b.test> BODY=BINARYMIME HOLDFOR=30 MT-PRIORITY=-3 BY=+120;RT AUTH=a+2Bb@c.test"u8.ToArray(),
        "MAIL FROM:<a@b.test> HOLDUNTIL=2026-12-24T08:00:00.5Z BY=-1;N"u8.ToArray(),
        "RCPT TO:<a@b.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+2Bc@b.test"u8.ToArray(),
        "RCPT TO:<Postmaster> ORCPT=utf-8;\u00e9@b.test"u8.ToArray(),
        "BDAT 86 LAST"u8.ToArray(),
        "AUTH  PLAIN  AGEAYg=="u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var command = SmtpCommandLine.Parse(input);
        Run(command.Argument, input.Length);
        Run(input, input.Length);
    }

    private static void Run(ReadOnlySpan<byte> argument, int length)
    {
        if (!MailArguments.TryParse(argument, out _, out var mailError) && mailError.Problem == SmtpSyntaxProblem.None)
        {
            throw new InvalidOperationException("MAIL is refused without a reason");
        }

        if (RcptArguments.TryParse(argument, out var rcpt, out var rcptError))
        {
            Check(rcpt.Notify == DsnNotify.Never || !rcpt.Notify.HasFlag(DsnNotify.Never), "NEVER does not stand alone");
        }
        else
        {
            Check(rcptError.Problem != SmtpSyntaxProblem.None, "RCPT is refused without a reason");
        }

        Check(!BdatArguments.TryParse(argument, out var chunk) || chunk.Size >= 0, "a chunk of less than nothing");
        if (AuthArguments.TryParse(argument, out var mechanism, out var initial))
        {
            Check(mechanism.Length is > 0 and <= 20, "a mechanism without bounds");
            Check(!AuthArguments.TryDecode(initial, out var response) || response.Length <= length, "a response that grows");
        }
    }

    private static void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw new InvalidOperationException(problem);
        }
    }
}

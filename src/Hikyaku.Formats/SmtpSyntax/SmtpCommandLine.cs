using System.Text;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>A command line cut into its verb and the rest (RFC 5321 §4.1.1). It points into the line it was read from.</summary>
public readonly ref struct SmtpCommandLine
{
    private SmtpCommandLine(SmtpVerb verb, ReadOnlySpan<byte> argument)
    {
        Verb = verb;
        Argument = argument;
    }

    /// <summary>The first word.</summary>
    public SmtpVerb Verb { get; }

    /// <summary>What follows it, without blanks around.</summary>
    public ReadOnlySpan<byte> Argument { get; }

    /// <summary>Reads a line without its line end.</summary>
    public static SmtpCommandLine Parse(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t"u8);
        var end = line.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? line : line[..end];
        return new SmtpCommandLine(VerbOf(word), end < 0 ? default : line[end..].TrimStart(" \t"u8));
    }

    // RFC 5321 §2.4: verbs are not case sensitive.
    private static SmtpVerb VerbOf(ReadOnlySpan<byte> word) => word.Length switch
    {
        4 => FourLetters(word),
        8 when Is(word, "STARTTLS") => SmtpVerb.StartTls,
        3 when word.SequenceEqual("GET"u8) || word.SequenceEqual("PUT"u8) => SmtpVerb.Http,
        5 when word.SequenceEqual("PATCH"u8) || word.SequenceEqual("TRACE"u8) => SmtpVerb.Http,
        6 when word.SequenceEqual("DELETE"u8) => SmtpVerb.Http,
        7 when Is(word, "XCLIENT") => SmtpVerb.Xclient,
        7 when word.SequenceEqual("OPTIONS"u8) || word.SequenceEqual("CONNECT"u8) => SmtpVerb.Http,
        _ => SmtpVerb.Unknown,
    };

    private static SmtpVerb FourLetters(ReadOnlySpan<byte> word)
    {
        Span<byte> upper = stackalloc byte[4];
        return Ascii.ToUpper(word, upper, out _) != System.Buffers.OperationStatus.Done ? SmtpVerb.Unknown
            : upper.SequenceEqual("MAIL"u8) ? SmtpVerb.Mail
            : upper.SequenceEqual("RCPT"u8) ? SmtpVerb.Rcpt
            : upper.SequenceEqual("DATA"u8) ? SmtpVerb.Data
            : upper.SequenceEqual("EHLO"u8) ? SmtpVerb.Ehlo
            : upper.SequenceEqual("BDAT"u8) ? SmtpVerb.Bdat
            : upper.SequenceEqual("QUIT"u8) ? SmtpVerb.Quit
            : upper.SequenceEqual("RSET"u8) ? SmtpVerb.Rset
            : upper.SequenceEqual("AUTH"u8) ? SmtpVerb.Auth
            : upper.SequenceEqual("HELO"u8) ? SmtpVerb.Helo
            : upper.SequenceEqual("LHLO"u8) ? SmtpVerb.Lhlo
            : upper.SequenceEqual("NOOP"u8) ? SmtpVerb.Noop
            : upper.SequenceEqual("VRFY"u8) ? SmtpVerb.Vrfy
            : upper.SequenceEqual("EXPN"u8) ? SmtpVerb.Expn
            : upper.SequenceEqual("HELP"u8) ? SmtpVerb.Help
            : word.SequenceEqual("POST"u8) || word.SequenceEqual("HEAD"u8) ? SmtpVerb.Http
            : SmtpVerb.Unknown;
    }

    private static bool Is(ReadOnlySpan<byte> word, string verb) => Ascii.EqualsIgnoreCase(word, verb);
}

using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Mail.Delivery;

/// <summary>What happened to a command, message or recipient, in SMTP's terms: code, enhanced code and a text for people.</summary>
/// <param name="Code">The reply code (RFC 5321 §4.2).</param>
/// <param name="Enhanced">The enhanced code (RFC 3463); empty when a peer gave none.</param>
/// <param name="Text">One line of ASCII or UTF-8 without line ends.</param>
public sealed partial record SmtpStatus(int Code, EnhancedCode Enhanced, string Text)
{
    /// <summary>The check that decided, for the trace and the metrics; null when none did.</summary>
    public string? Check { get; init; }

    /// <summary>Whether the code says that it worked.</summary>
    public bool IsSuccess => Code is >= 200 and < 300;

    /// <summary>Whether trying again later may work.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>Whether trying again is in vain.</summary>
    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>The status as a reply line, without line end.</summary>
    public override string ToString() => Enhanced.IsEmpty ? $"{Code} {Text}" : $"{Code} {Enhanced} {Text}";
}

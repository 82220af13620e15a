using System.Collections.Immutable;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>A reply of an SMTP server (RFC 5321 §4.2).</summary>
/// <param name="Code">The three digits, 200 to 599.</param>
/// <param name="Lines">The text of each line without code, separator and line end; control characters are shown as '?'.</param>
public sealed record Reply(int Code, ImmutableArray<string> Lines)
{
    /// <summary>Whether the command succeeded (2yz).</summary>
    public bool IsPositive => Code / 100 == 2;

    /// <summary>Whether another try later may succeed (4yz).</summary>
    public bool IsTransient => Code / 100 == 4;

    /// <summary>Whether the failure is final (5yz).</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <summary>The text of all lines, with a space between them.</summary>
    public string Text => string.Join(' ', Lines);

    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Text}";
}

using System.Text;

using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp;

/// <summary>What the server answers to one command.</summary>
/// <param name="Code">The reply code.</param>
/// <param name="Enhanced">The enhanced code, or empty where RFC 2034 §4 has none.</param>
/// <param name="Lines">At least one.</param>
internal sealed partial record SmtpReply(int Code, EnhancedCode Enhanced, params IReadOnlyList<string> Lines)
{
    /// <summary>The connection ends behind it.</summary>
    public bool Closes { get; init; }

    /// <summary>It counts as a mistake of the client.</summary>
    public bool IsMistake { get; init; }

    /// <summary>Further replies that follow at once: LMTP has one per recipient (RFC 2033 §4.2).</summary>
    public IReadOnlyList<SmtpReply> Next { get; init; } = [];

    /// <summary>The check that decided, for the trace.</summary>
    public string? Check { get; init; }

    public static SmtpReply Of(SmtpStatus status) => new(status.Code, status.Enhanced, status.Text) { Check = status.Check };

    public void AppendTo(StringBuilder text)
    {
        for (var i = 0; i < Lines.Count; i++)
        {
            text.Append(Code).Append(i < Lines.Count - 1 ? '-' : ' ');
            if (!Enhanced.IsEmpty)
            {
                text.Append(Enhanced).Append(' ');
            }

            text.Append(Lines[i]).Append("\r\n");
        }

        foreach (var reply in Next)
        {
            reply.AppendTo(text);
        }
    }
}

using System.Text;

using Hikyaku.Formats.Milter;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Milter;

/// <summary>What a milter's reply means for the client.</summary>
internal static class MilterAnswers
{
    private const int MaxText = 400;

    /// <summary>The answer, or null when the reply decides nothing.</summary>
    public static FilterAnswer? Of(MilterReply reply) => reply switch
    {
        MilterReply.Reject => new FilterAnswer.Refused(new SmtpStatus(550, new(5, 7, 1), "Refused by a filter of this server")),
        MilterReply.TemporaryFailure => new FilterAnswer.Refused(new SmtpStatus(451, new(4, 7, 1), "Deferred by a filter of this server, try again later")),
        MilterReply.Shutdown => new FilterAnswer.Refused(new SmtpStatus(421, new(4, 7, 0), "Closed by a filter of this server")),
        MilterReply.ReplyCode code => new FilterAnswer.Refused(StatusOf(code)),
        MilterReply.Discard => new FilterAnswer.Discarded(),
        _ => null,
    };

    private static SmtpStatus StatusOf(MilterReply.ReplyCode reply)
    {
        var line = reply.Text.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        var text = Printable(end < 0 ? line : line[..end]);
        var octets = Encoding.UTF8.GetBytes(text);
        var isCode = EnhancedCode.TryParse(octets, out var enhanced, out var length) && enhanced.Class == reply.Code / 100;
        return new SmtpStatus(
            reply.Code, isCode ? enhanced : new((byte)(reply.Code / 100), 7, 1), isCode ? Encoding.UTF8.GetString(octets.AsSpan(length)).Trim() : text);
    }

    private static string Printable(ReadOnlySpan<char> text)
    {
        var printable = new StringBuilder();
        foreach (var c in text[..Math.Min(text.Length, MaxText)])
            printable.Append(char.IsControl(c) ? '?' : c);
        return printable.ToString();
    }
}

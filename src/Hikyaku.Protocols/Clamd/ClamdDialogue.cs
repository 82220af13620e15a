using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Clamd;

/// <summary>Sends each whole message through clamd.</summary>
internal sealed class ClamdDialogue(ContentFilterOptions options, TimeProvider time) : FilterDialogue
{
    private const string Found = " FOUND";
    private const int MaxName = 100;

    public override async ValueTask<FilterAnswer> Message(FilterMessage message, CancellationToken cancellation)
    {
        await using var octets = message.OpenRead();
        var reply = await ClamdConnection.Ask(options, time, "zINSTREAM\0"u8.ToArray(), octets, cancellation);
        if (reply.EndsWith(" OK", StringComparison.Ordinal))
            return FilterAnswer.Pass;
        if (!reply.EndsWith(Found, StringComparison.Ordinal))
            throw new FilterFailedException($"it answers \"{reply}\"");

        var name = reply[(reply.IndexOf(':', StringComparison.Ordinal) + 1)..^Found.Length].Trim();
        var printable = new string([.. name.Where(c => c is > ' ' and < '\x7f').Take(MaxName)]);
        return new FilterAnswer.Refused(new SmtpStatus(554, new(5, 7, 1), $"Refused: the message holds {printable}"));
    }
}

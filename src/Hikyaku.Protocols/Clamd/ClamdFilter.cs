using Hikyaku.Mail.ContentFilters;

namespace Hikyaku.Protocols.Clamd;

/// <summary>ClamAV's daemon: messages with a virus are refused.</summary>
internal sealed class ClamdFilter(ContentFilterOptions options, TimeProvider time) : ContentFilter(options)
{
    public override FilterDialogue Open(FilterClient client) => new ClamdDialogue(Options, time);

    public override async ValueTask<string?> Probe(CancellationToken cancellation)
    {
        try
        {
            var reply = await ClamdConnection.Ask(Options, time, "zPING\0"u8.ToArray(), null, cancellation);
            return reply == "PONG" ? null : $"it answers \"{reply}\" to PING";
        }
        catch (FilterFailedException e)
        {
            return e.Message;
        }
    }
}

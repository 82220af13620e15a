using Hikyaku.Formats.Milter;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Milter;

/// <summary>A milter: a program that speaks the protocol of Sendmail's and Postfix's mail filters, version 6.</summary>
internal sealed class MilterFilter(ContentFilterOptions options, ServerIdentity identity, Func<MessageWriter> create, TimeProvider time) : ContentFilter(options)
{
    public override FilterDialogue Open(FilterClient client) => new MilterDialogue(Options, identity, create, time);

    public override async ValueTask<string?> Probe(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await MilterConnection.Open(Options, time, cancellation);
            MilterWriter.Write(connection.Output, MilterCommand.Quit);
            await connection.Flush(cancellation);
            return null;
        }
        catch (FilterFailedException e)
        {
            return e.Message;
        }
    }
}

using Hikyaku.Formats.Milter;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Milter;

/// <summary>One milter beside one SMTP dialogue. It connects with the first message: who sends none costs no connection.</summary>
internal sealed class MilterDialogue(ContentFilterOptions options, ServerIdentity identity, Func<MessageWriter> create, TimeProvider time) : FilterDialogue
{
    private MilterConnection? _connection;
    private FilterClient? _told;
    private string _id = "";
    private bool _isInMessage;
    private bool _hasAccepted;

    public override ValueTask<FilterAnswer> Mail(string id, FilterClient client, Envelope envelope, CancellationToken cancellation) => Guard(async () =>
    {
        (_id, _hasAccepted) = (id, false);
        if (_connection is not null && _told is not null && _told with { HeloName = client.HeloName } != client)
            await Leave();

        var connection = _connection ??= await MilterConnection.Open(options, time, cancellation);
        if (await Introduce(connection, client, cancellation) is { } refusal)
            return refusal;

        _isInMessage = true;
        if (!connection.Hears(MilterSteps.NoMail))
            return FilterAnswer.Pass;

        MilterWriter.WriteMacros(
            connection.Output, MilterCommand.Mail, ("i", id), ("{mail_addr}", envelope.ReversePath?.ToString() ?? ""), ("{mail_mailer}", "smtp"),
            ("{auth_authen}", client.Account), ("{auth_type}", client.Account is null ? null : "PLAIN"));
        MilterWriter.WriteTexts(connection.Output, MilterCommand.Mail, [$"<{envelope.ReversePath}>", .. Parameters(envelope)]);
        return Decide(await connection.Send(MilterSteps.NoReplyToMail, cancellation));
    });

    public override ValueTask<FilterAnswer> Rcpt(Recipient recipient, CancellationToken cancellation) => Guard(async () =>
    {
        if (_hasAccepted || _connection is not { } connection || !connection.Hears(MilterSteps.NoRcpt))
            return FilterAnswer.Pass;

        MilterWriter.WriteMacros(connection.Output, MilterCommand.Rcpt, ("i", _id), ("{rcpt_addr}", recipient.Address.ToString()), ("{rcpt_mailer}", "smtp"));
        MilterWriter.WriteTexts(connection.Output, MilterCommand.Rcpt, $"<{recipient.Address}>");
        return Decide(await connection.Send(MilterSteps.NoReplyToRcpt, cancellation));
    });

    public override ValueTask<FilterAnswer> Message(FilterMessage message, CancellationToken cancellation) => Guard(async () =>
    {
        if (_hasAccepted || _connection is not { } connection)
            return FilterAnswer.Pass;

        var (answer, isWhole) = await new MilterMessage(connection, message, create).Send(cancellation);
        _isInMessage = !isWhole;
        return answer;
    });

    public override async ValueTask Reset()
    {
        if (!_isInMessage || _connection is not { } connection)
            return;

        _isInMessage = false;
        await Try(async () =>
        {
            MilterWriter.Write(connection.Output, MilterCommand.Abort);
            await connection.Flush(CancellationToken.None);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await Leave();
        await base.DisposeAsync();
    }

    private async ValueTask<FilterAnswer?> Introduce(MilterConnection connection, FilterClient client, CancellationToken cancellation)
    {
        if (_told is null && connection.Hears(MilterSteps.NoConnect))
        {
            MilterWriter.WriteMacros(
                connection.Output, MilterCommand.Connect, ("j", identity.HostName), ("{daemon_name}", client.IsSubmission ? "submission" : "smtp"), ("v", "Hikyaku"),
                ("{client_addr}", client.Address.Address.ToString()));
            MilterWriter.WriteConnect(connection.Output, AddressLiteral(client), client.Address);
            if (MilterAnswers.Of(await Answer(connection, MilterSteps.NoReplyToConnect, cancellation)) is { } refusal)
                return refusal;
        }

        if (_told?.HeloName == client.HeloName || !connection.Hears(MilterSteps.NoHelo))
        {
            _told = client;
            return null;
        }

        _told = client;
        MilterWriter.WriteMacros(connection.Output, MilterCommand.Helo, ("{tls_version}", client.Tls?.Version), ("{cipher}", client.Tls?.Cipher));
        MilterWriter.WriteTexts(connection.Output, MilterCommand.Helo, client.HeloName);
        return MilterAnswers.Of(await Answer(connection, MilterSteps.NoReplyToHelo, cancellation));
    }

    private async ValueTask<MilterReply> Answer(MilterConnection connection, MilterSteps unanswered, CancellationToken cancellation)
    {
        var reply = await connection.Send(unanswered, cancellation);
        _hasAccepted |= reply is MilterReply.Accept;
        return reply;
    }

    private FilterAnswer Decide(MilterReply reply)
    {
        _hasAccepted |= reply is MilterReply.Accept;
        return MilterAnswers.Of(reply) ?? FilterAnswer.Pass;
    }

    // Without reverse DNS of our own the address stands for the name, in brackets as milters know it.
    private static string AddressLiteral(FilterClient client) => Formats.Addresses.AddressLiteral.Format(client.Address.Address);

    private static IEnumerable<string> Parameters(Envelope envelope)
    {
        if (envelope.SmtpUtf8)
            yield return "SMTPUTF8";
        if (envelope.Body == BodyType.EightBitMime)
            yield return "BODY=8BITMIME";
    }

    /// <summary>A connection that failed once is in no known state: the next message gets another.</summary>
    private async ValueTask<FilterAnswer> Guard(Func<ValueTask<FilterAnswer>> ask)
    {
        try
        {
            return await ask();
        }
        catch
        {
            await Drop();
            throw;
        }
    }

    private async ValueTask Leave()
    {
        if (_connection is not { } connection)
            return;

        await Try(async () =>
        {
            MilterWriter.Write(connection.Output, MilterCommand.Quit);
            await connection.Flush(CancellationToken.None);
        });
        await Drop();
    }

    private async ValueTask Drop()
    {
        var connection = _connection;
        (_connection, _told, _isInMessage) = (null, null, false);
        if (connection is not null)
            await connection.DisposeAsync();
    }

    // A farewell that fails hurts nobody, but the connection is of no use any more.
    private async ValueTask Try(Func<ValueTask> farewell)
    {
        try
        {
            await farewell();
        }
        catch (FilterFailedException)
        {
            await Drop();
        }
    }
}

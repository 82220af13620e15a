using System.Text;

using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Smtp;

/// <summary>One dialogue of SMTP, submission or LMTP.</summary>
/// <remarks>Standards: RFC 5321, 6409, 2033 and the extensions that EHLO names. Limits: <see cref="SmtpLimits"/>.</remarks>
internal sealed class SmtpSession(
    Reception reception, SubmissionRequests requests, BorderChecks checks, Delivery delivery, Mailstore mailstore, Authenticator authenticator, Settings settings, ServerIdentity identity,
    ContentFilters filters, MessageTrace trace, ILogger<SmtpSession> logger) : ISession
{
    private const int MaxHeloName = 255;

    private readonly SmtpLimits _limits = new();
    private readonly SmtpAuthentication _authentication = new(authenticator, settings);
    private readonly SmtpFronts _fronts = new(authenticator, logger);
    private readonly SmtpSubmission _submission = new(requests);
    private readonly SmtpMessages _messages = new(reception, new SmtpSubmission(requests), delivery, mailstore, identity, filters, trace, logger);
    private int _errors;

    public async Task Run(MailConnection connection)
    {
        var dialogue = new SmtpDialogue(connection, new LineReader(connection, _limits.AuthLine), ModeOf(connection.Listener.Protocol), _limits);
        try
        {
            if (dialogue.Visit is { } visit && !SmtpFronts.IsFront(dialogue))
            {
                visit.SpokeEarly = await dialogue.Reader.HasInput(checks.GreetingDelay, connection.Closed);
            }

            var greeting = await Greet(dialogue);
            await dialogue.Send(greeting);
            if (!greeting.Closes)
            {
                await Talk(dialogue);
            }
        }
        finally
        {
            dialogue.Visit?.Dispose();
            dialogue.SignIn(null, null);
            await dialogue.Reset();
            await _messages.Close();
        }
    }

    internal static SmtpReply ReplyTo(ReadStatus status) => status switch
    {
        ReadStatus.TooLong => SmtpReply.LineTooLong,
        ReadStatus.TimedOut => SmtpReply.TimedOut,
        ReadStatus.Stopping => SmtpReply.Stopping,
        _ => SmtpReply.Gone,
    };

    private static SmtpMode ModeOf(ListenerProtocol protocol) => protocol switch
    {
        ListenerProtocol.Smtp => SmtpMode.Mx,
        ListenerProtocol.Lmtp => SmtpMode.Lmtp,
        _ => SmtpMode.Submission,
    };

    // RFC 5321 §3.1: 554 in place of the greeting, 421 for now.
    private async ValueTask<SmtpReply> Greet(SmtpDialogue dialogue)
    {
        if (dialogue.Visit is not { } visit || await checks.Greet(visit, dialogue.Connection.Closed) is not { } refusal)
        {
            return new SmtpReply(220, default, $"{identity.HostName} {(dialogue.Mode == SmtpMode.Lmtp ? "LMTP" : "ESMTP")} Hikyaku");
        }

        SmtpLog.ClientRefused(logger, dialogue.Connection.Id, dialogue.Connection.Remote, refusal.ToString());
        // There is no message to be traced; it is counted.
        trace.Record(new TraceEvent("", TraceKind.Refused, dialogue.Connection.Time.GetUtcNow()) { Status = refusal.ToString(), Detail = refusal.Check });
        return SmtpReply.Of(refusal) with { Code = refusal.IsPermanent ? 554 : 421, Closes = true };
    }

    private async Task Talk(SmtpDialogue dialogue)
    {
        var started = dialogue.Connection.Time.GetTimestamp();
        while (true)
        {
            var reply = await Answer(dialogue, started);
            if (reply.IsMistake && ++_errors >= _limits.Errors)
            {
                await dialogue.Send(reply);
                reply = SmtpReply.TooManyErrors;
            }

            await dialogue.Send(reply);
            if (reply.Closes || (reply == SmtpReply.StartTls && !await StartTls(dialogue)))
            {
                return;
            }
        }
    }

    private async ValueTask<SmtpReply> Answer(SmtpDialogue dialogue, long started)
    {
        // Before the wait too: the change may have come while a message was read.
        if (!await dialogue.HasAccess())
        {
            return SmtpReply.AccessChanged;
        }

        var line = await dialogue.Reader.ReadLine(_limits.Command, dialogue.Connection.Closed);
        if (line.Status != ReadStatus.Ok)
        {
            return line.Status == ReadStatus.Interrupted ? SmtpReply.None : ReplyTo(line.Status);
        }

        if ((line.HasBareLf && !dialogue.Connection.Listener.RepairsLineEnds) || line.HasBareCr || line.HasNul)
        {
            return SmtpReply.BareLineEnd;
        }

        if (dialogue.State == SmtpStates.Ready && dialogue.Connection.Time.GetElapsedTime(started) > _limits.Session)
        {
            return SmtpReply.SessionTooLong;
        }

        var (verb, argument) = Cut(line.Line);
        if (line.Line.Length + 2 > _limits.CommandLine && verb != SmtpVerb.Auth)
        {
            return SmtpReply.LineTooLong;
        }

        if (!await dialogue.HasAccess())
        {
            return SmtpReply.AccessChanged;
        }

        // RFC 2920 §3.1: these end a group of commands; without EHLO every command does.
        dialogue.MustWait = !dialogue.IsExtended || verb is SmtpVerb.Ehlo or SmtpVerb.Helo or SmtpVerb.Data;
        try
        {
            return await Dispatch(dialogue, verb, argument);
        }
        catch (StoreUnavailableException e)
        {
            SmtpLog.StoreUnavailable(logger, dialogue.Connection.Id, e.Message);
            await dialogue.Reset();
            return SmtpMessages.ReplyTo(e);
        }
    }

    private static (SmtpVerb Verb, ReadOnlyMemory<byte> Argument) Cut(ReadOnlyMemory<byte> line)
    {
        var command = SmtpCommandLine.Parse(line.Span);
        var end = line.Span.TrimEnd(" \t"u8).Length;
        return (command.Verb, line[(end - command.Argument.Length)..end]);
    }

    // The table of verbs: where each is allowed, and what answers it.
    private ValueTask<SmtpReply> Dispatch(SmtpDialogue dialogue, SmtpVerb verb, ReadOnlyMemory<byte> argument) => (verb, dialogue.State) switch
    {
        (SmtpVerb.Ehlo or SmtpVerb.Helo, _) when dialogue.Mode != SmtpMode.Lmtp => Hello(dialogue, argument, verb == SmtpVerb.Ehlo),
        (SmtpVerb.Lhlo, _) when dialogue.Mode == SmtpMode.Lmtp => Hello(dialogue, argument, isExtended: true),
        (SmtpVerb.Rset, _) => Rset(dialogue),
        (SmtpVerb.Quit, _) => new(SmtpReply.Bye),
        (SmtpVerb.Noop, _) => new(SmtpReply.Ok),
        (SmtpVerb.Help, _) => new(SmtpReply.Help),
        (SmtpVerb.Http, _) => new(HttpCame(dialogue)),
        (SmtpVerb.StartTls, SmtpStates.Fresh or SmtpStates.Ready) => new(CheckStartTls(dialogue, argument)),
        (SmtpVerb.Xclient, SmtpStates.Fresh or SmtpStates.Ready) => _fronts.Xclient(dialogue, argument, () => Greet(dialogue)),
        (SmtpVerb.Vrfy, not SmtpStates.Chunks) => new(SmtpReply.CannotVerify),
        (SmtpVerb.Expn, not SmtpStates.Chunks) => new(SmtpReply.NoExpansion),
        (SmtpVerb.Bdat, _) => _messages.Bdat(dialogue, argument),
        (SmtpVerb.Mail or SmtpVerb.Rcpt or SmtpVerb.Data or SmtpVerb.Auth, SmtpStates.Fresh) => new(SmtpReply.HelloFirst),
        (SmtpVerb.Auth, SmtpStates.Ready) => _authentication.Auth(dialogue, argument),
        (SmtpVerb.Mail, SmtpStates.Ready) => _messages.Mail(dialogue, argument),
        (SmtpVerb.Mail, SmtpStates.Mail or SmtpStates.Recipients) => new(SmtpReply.NestedMail),
        (SmtpVerb.Rcpt or SmtpVerb.Data, SmtpStates.Ready) => new(SmtpReply.MailFirst),
        (SmtpVerb.Rcpt, SmtpStates.Mail or SmtpStates.Recipients) => _messages.Rcpt(dialogue, argument),
        (SmtpVerb.Data, SmtpStates.Mail) => new(SmtpReply.NoRecipients),
        (SmtpVerb.Data, SmtpStates.Recipients) => argument.IsEmpty ? _messages.Data(dialogue) : new(SmtpReply.BadArgument),
        (SmtpVerb.Unknown or SmtpVerb.Ehlo or SmtpVerb.Helo or SmtpVerb.Lhlo, _) => new(SmtpReply.UnknownCommand),
        _ => new(SmtpReply.NotNow),
    };

    private async ValueTask<SmtpReply> Hello(SmtpDialogue dialogue, ReadOnlyMemory<byte> argument, bool isExtended)
    {
        if (argument.Length is 0 or > MaxHeloName)
        {
            return SmtpReply.BadArgument;
        }

        // RFC 5321 §4.1.4: it also resets; what the name is worth, nobody can know, so any will do.
        await dialogue.Reset();
        dialogue.State = SmtpStates.Ready;
        dialogue.HeloName = Encoding.UTF8.GetString(argument.Span);
        dialogue.IsExtended = isExtended;
        return isExtended ? new SmtpReply(250, default, await Keywords(dialogue)) : new SmtpReply(250, default, identity.HostName);
    }

    private async ValueTask<List<string>> Keywords(SmtpDialogue dialogue)
    {
        var connection = dialogue.Connection;
        List<string> keywords =
        [
            $"{identity.HostName} greets {connection.Remote.Address}", "PIPELINING", $"SIZE {reception.MaxMessageSize}", "8BITMIME", "ENHANCEDSTATUSCODES",
            "CHUNKING", "BINARYMIME", "SMTPUTF8", "DSN", SmtpLimitsKeyword.Text(reception),
        ];
        _submission.AddKeywords(dialogue, keywords);
        if (!connection.IsTls)
        {
            keywords.Add("STARTTLS");
        }
        else if (dialogue.Mode != SmtpMode.Lmtp)
        {
            // RFC 8689 §2: only under TLS.
            keywords.Add("REQUIRETLS");
        }

        await _authentication.AddKeywords(dialogue, keywords);
        SmtpFronts.AddKeywords(dialogue, keywords);
        return keywords;
    }

    private static async ValueTask<SmtpReply> Rset(SmtpDialogue dialogue)
    {
        await dialogue.Reset();
        return SmtpReply.Ok;
    }

    private SmtpReply HttpCame(SmtpDialogue dialogue)
    {
        SmtpLog.Http(logger, dialogue.Connection.Id, dialogue.Connection.Remote);
        return SmtpReply.HttpRefused;
    }

    private static SmtpReply CheckStartTls(SmtpDialogue dialogue, ReadOnlyMemory<byte> argument) =>
        dialogue.Connection.IsTls ? SmtpReply.HasTls
        : !argument.IsEmpty ? SmtpReply.BadArgument
        : SmtpReply.StartTls;

    // RFC 3207 §4.2: nothing that was said in the clear counts any more.
    private static async ValueTask<bool> StartTls(SmtpDialogue dialogue)
    {
        await dialogue.Flush();
        if (!await dialogue.Connection.StartTls(dialogue.Connection.Closed))
        {
            return false;
        }

        await dialogue.Reset();
        dialogue.State = SmtpStates.Fresh;
        dialogue.SignIn(null, null);
        dialogue.HeloName = "";
        return true;
    }
}

using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Smtp;

/// <summary>The commands that make a message: MAIL, RCPT, DATA, BDAT.</summary>
internal sealed class SmtpMessages(
    Reception reception, SmtpSubmission submission, Delivery delivery, Mailstore mailstore, ServerIdentity identity, ContentFilters contentFilters, MessageTrace trace,
    ILogger logger)
{
    private readonly SmtpFilters _filters = new(contentFilters);
    private readonly SmtpOctets _octets = new(reception);
    private readonly SmtpTrace _trace = new(trace);
    private int _count;

    public async ValueTask<SmtpReply> Mail(SmtpDialogue dialogue, ReadOnlyMemory<byte> argument)
    {
        if (!MailArguments.TryParse(argument.Span, out var mail, out var error))
        {
            return ReplyTo(error, SmtpReply.BadSenderSyntax);
        }

        if (mail.ReversePath is { IsAscii: false } && !mail.SmtpUtf8)
        {
            return SmtpReply.Utf8Needed;
        }

        if (submission.Refusal(dialogue, mail) is { } refused)
        {
            return refused;
        }

        if (reception.MaxMessages is > 0 and var most && _count >= most)
        {
            return SmtpReply.TooManyMessages;
        }

        // RFC 8689 §4.1: what came in clear cannot be kept from others any more.
        if (mail.RequireTls && (!dialogue.Connection.IsTls || dialogue.Mode == SmtpMode.Lmtp))
        {
            return SmtpReply.RequireTlsNotNow;
        }

        _count++;
        // RFC 1870 §6.1: what is known to be too large is refused before it travels.
        if (mail.Size > reception.MaxMessageSize)
        {
            return _trace.SenderRefused(dialogue, Id(dialogue), mail, SmtpReply.TooLarge);
        }

        // RFC 5321 §4.2.3: 452 before the message travels.
        if (!mailstore.HasDiskRoom(mail.Size ?? 0))
        {
            return _trace.SenderRefused(dialogue, Id(dialogue), mail, SmtpReply.DiskFull);
        }

        if (await reception.MailFrom(dialogue.Peer, mail.ReversePath, dialogue.Connection.Closed) is { } refusal)
        {
            SmtpLog.SenderRefused(logger, dialogue.Connection.Id, mail.ReversePath?.ToString(), dialogue.Connection.Remote, refusal.ToString());
            return _trace.SenderRefused(dialogue, Id(dialogue), mail, SmtpReply.Of(refusal));
        }

        var envelope = submission.Grant(dialogue, EnvelopeOf(dialogue, mail), mail);
        dialogue.Begin(new SmtpTransaction(envelope, mail.Size ?? 0, _filters));
        if (await _filters.Mail(dialogue, envelope) is not { } filtered)
        {
            return SmtpSubmission.Taken(envelope, mail);
        }

        _trace.SenderRefused(dialogue, Id(dialogue), mail, SmtpReply.Of(filtered));
        await dialogue.Reset();
        return SmtpReply.Of(filtered);
    }

    public async ValueTask<SmtpReply> Rcpt(SmtpDialogue dialogue, ReadOnlyMemory<byte> argument)
    {
        var transaction = dialogue.Transaction!;
        if (!RcptArguments.TryParse(argument.Span, out var rcpt, out var error))
        {
            return ReplyTo(error, SmtpReply.BadRecipientSyntax);
        }

        if (rcpt.Address is { IsAscii: false } && !transaction.Envelope.SmtpUtf8)
        {
            return SmtpReply.Utf8Needed;
        }

        if (SmtpLimitsKeyword.Exceeded(reception, transaction, rcpt.Address) is { } exceeded)
        {
            return _trace.RecipientRefused(dialogue, rcpt.Address, exceeded);
        }

        var recipient = new Recipient(rcpt.Address ?? Postmaster(), rcpt.Notify, rcpt.OriginalRecipient);
        var refusal = await reception.RcptTo(dialogue.Peer, transaction.Envelope, recipient, transaction.DeclaredSize, dialogue.Connection.Closed)
            ?? await _filters.Rcpt(dialogue, recipient);
        if (refusal is not null)
        {
            SmtpLog.RecipientRefused(
                logger, dialogue.Connection.Id, recipient.Address.ToString(), transaction.Envelope.ReversePath?.ToString(), dialogue.Connection.Remote,
                refusal.ToString());
            _trace.RecipientRefused(dialogue, recipient.Address, SmtpReply.Of(refusal));
            return ++dialogue.RefusedRecipients > dialogue.Limits.RefusedRecipients ? SmtpReply.TooManyErrors : SmtpReply.Of(refusal);
        }

        transaction.Recipients.Add(recipient);
        dialogue.State = SmtpStates.Recipients;
        return SmtpReply.Of(SmtpStatus.RecipientOk);
    }

    public async ValueTask<SmtpReply> Data(SmtpDialogue dialogue)
    {
        // RFC 3030 §3: a binary message may hold anything, CRLF.CRLF too.
        if (dialogue.Transaction!.IsBinary)
        {
            return SmtpReply.NeedsBdat;
        }

        await dialogue.Send(SmtpReply.StartData);
        await dialogue.Flush();
        Start(dialogue, isData: true);
        var reply = await _octets.ReadData(dialogue) ?? await Finish(dialogue);
        return await End(dialogue, reply);
    }

    /// <summary>A chunk: its octets follow, whether or not it is taken (RFC 3030 §2).</summary>
    public async ValueTask<SmtpReply> Bdat(SmtpDialogue dialogue, ReadOnlyMemory<byte> argument)
    {
        // Whoever cannot say how many octets follow cannot be understood any more.
        if (!BdatArguments.TryParse(argument.Span, out var chunk) || chunk.Size > 2 * reception.MaxMessageSize)
        {
            return SmtpReply.BadArgument with { Closes = true };
        }

        // Chunks of a message that nobody takes may follow each other, too.
        var transaction = dialogue.Transaction is { Recipients.Count: > 0 } taken ? taken : null;
        if (transaction is { Input: null, Failure: null })
        {
            Start(dialogue, isData: false);
        }

        var status = await _octets.ReadChunk(dialogue, transaction, chunk.Size);
        if (status != ReadStatus.Ok)
        {
            return SmtpSession.ReplyTo(status);
        }

        if (transaction is null)
        {
            dialogue.State = dialogue.State == SmtpStates.Mail ? SmtpStates.Chunks : dialogue.State;
            return SmtpReply.NoRecipients;
        }

        dialogue.State = SmtpStates.Chunks;
        if (!chunk.IsLast)
        {
            return transaction.Failure ?? SmtpReply.Ok;
        }

        _octets.EndChunks(transaction);
        return await End(dialogue, await Finish(dialogue));
    }

    /// <summary>The dialogue is over.</summary>
    public ValueTask Close() => _filters.Close();

    public static SmtpReply ReplyTo(StoreUnavailableException reason) => reason.IsFull ? SmtpReply.DiskFull : SmtpReply.InternalError;

    private static SmtpReply ReplyTo(SmtpSyntaxError error, SmtpReply badPath) => error.Problem switch
    {
        SmtpSyntaxProblem.UnknownParameter => SmtpReply.UnknownParameter(Printable(error.Name)),
        SmtpSyntaxProblem.RepeatedParameter => new SmtpReply(501, new(5, 5, 4), $"Parameter {Printable(error.Name)} is given twice") { IsMistake = true },
        SmtpSyntaxProblem.ParameterValue => new SmtpReply(501, new(5, 5, 4), $"Bad value of parameter {Printable(error.Name)}") { IsMistake = true },
        SmtpSyntaxProblem.Keyword => SmtpReply.BadArgument,
        _ => badPath,
    };

    private static string Printable(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit).Take(20));

    private Address Postmaster() => Address.TryParse($"postmaster@{identity.HostName}", out var address) ? address : Fallback();

    private static Address Fallback() => Address.TryParse("postmaster@localhost", out var address) ? address : throw new InvalidOperationException("No address.");

    private Envelope EnvelopeOf(SmtpDialogue dialogue, MailArguments mail) => new()
    {
        ReversePath = mail.ReversePath,
        TraceId = Id(dialogue),
        EnvId = mail.EnvId,
        Ret = mail.Ret,
        SmtpUtf8 = mail.SmtpUtf8,
        Tls = mail.RequireTls ? TlsWish.Required : TlsWish.Usual,
        Body = mail.Body,
        ReceivedFrom = $"{dialogue.HeloName} [{dialogue.Connection.Remote.Address}]",
        SubmittedBy = dialogue.Account?.Id,
        EndsHere = dialogue.Mode == SmtpMode.Lmtp,
        Arrived = dialogue.Connection.Time.GetUtcNow(),
    };

    private string Id(SmtpDialogue dialogue) => $"{dialogue.Connection.Id}-{_count}";

    private void Start(SmtpDialogue dialogue, bool isData)
    {
        var transaction = dialogue.Transaction!;
        var envelope = transaction.Envelope;
        var field = new ReceivedField
        {
            Peer = dialogue.Peer,
            HidesClient = dialogue.Account is { } user && reception.HidesClient(user),
            HostName = identity.HostName,
            Protocol = ReceivedField.ProtocolName(
                dialogue.Mode == SmtpMode.Lmtp, dialogue.IsExtended, envelope.SmtpUtf8, dialogue.Connection.IsTls, dialogue.Account is not null),
            Id = Id(dialogue),
            Tls = dialogue.Connection.TlsNames is { } tls ? $"{tls.Version} with cipher {tls.Cipher}" : null,
            For = transaction.Recipients.Count == 1 ? transaction.Recipients[0].Address : null,
            Priority = envelope.Priority,
            Arrived = envelope.Arrived,
        };
        if (dialogue.Connection.Listener.RepairsLineEnds)
        {
            transaction.Repair(isData);
        }

        transaction.Input = new MessageInput(mailstore.CreateMessage(), envelope.ReversePath, field.ToString(), Completion(dialogue, envelope));
    }

    // RFC 6409 §8: what users' programs leave out; mail of others stays as it is.
    private HeaderCompletion? Completion(SmtpDialogue dialogue, Envelope envelope)
    {
        if (dialogue.Account is not { } account)
        {
            return null;
        }

        var own = Address.TryParse(account.Address, out var address) ? address : null;
        return new HeaderCompletion(
            envelope.Arrived.ToUniversalTime(), $"{envelope.Arrived.ToUnixTimeMilliseconds():x}.{Id(dialogue)}@{identity.HostName}", envelope.ReversePath ?? own, own);
    }

    private async ValueTask<SmtpReply> Finish(SmtpDialogue dialogue)
    {
        var transaction = dialogue.Transaction!;
        var failure = transaction.Failure;
        if (failure is null && Reception.Data(transaction.Input!.ReceivedFields) is { } refusal)
        {
            failure = SmtpReply.Of(refusal);
        }

        _trace.Received(dialogue);
        if (failure is not null)
        {
            SmtpLog.Refused(logger, dialogue.Connection.Id, transaction.Envelope.ReversePath?.ToString(), dialogue.Connection.Remote, failure.Lines[0]);
            return ForEach(dialogue, transaction.Recipients.ConvertAll(_ => failure));
        }

        try
        {
            return await Deliver(dialogue, transaction);
        }
        catch (StoreUnavailableException exception)
        {
            SmtpLog.StoreUnavailable(logger, dialogue.Connection.Id, exception.Message);
            return ForEach(dialogue, transaction.Recipients.ConvertAll(_ => ReplyTo(exception)));
        }
    }

    private async ValueTask<SmtpReply> Deliver(SmtpDialogue dialogue, SmtpTransaction transaction)
    {
        await using var came = await transaction.Input!.Complete();
        var refusal = await reception.Authors(dialogue.Peer, transaction.Input, dialogue.Connection.Closed)
            ?? await reception.Data(dialogue.Peer, came, dialogue.Connection.Closed);
        var verdict = reception.Judge(dialogue.Peer);
        _trace.Checked(dialogue, verdict);
        if (refusal is not null)
        {
            SmtpLog.Refused(logger, dialogue.Connection.Id, transaction.Envelope.ReversePath?.ToString(), dialogue.Connection.Remote, refusal.ToString());
            return ForEach(dialogue, transaction.Recipients.ConvertAll(_ => SmtpReply.Of(refusal)));
        }

        var fields = reception.Fields(verdict);
        await using var content = fields.Length == 0 ? came : await came.WithFields(fields, mailstore.CreateMessage());
        var envelope = transaction.Envelope with
        {
            DeliveredTo = [.. transaction.Input.DeliveredTo],
            IsJunk = reception.FilesJunk(verdict),
            Body = transaction is { IsBinary: true, HasBinary: false } ? BodyType.EightBitMime : transaction.Envelope.Body,
        };
        if (dialogue.Mode == SmtpMode.Lmtp)
        {
            var results = await delivery.Deliver(envelope, transaction.Recipients, content, dialogue.Connection.Closed);
            return ForEach(dialogue, [.. results.Select(result => SmtpReply.Of(result.Status))]);
        }

        if (await reception.HoldReason(dialogue.Peer, transaction.Recipients, CancellationToken.None) is { } reason)
        {
            envelope = envelope with { HoldReason = reason };
        }

        var own = transaction.Input.OwnLength + (int)(content.Length - came.Length);
        var filtered = await _filters.Message(dialogue, envelope, content, own);
        var status = filtered is null ? await delivery.Accept(envelope, transaction.Recipients, content, CancellationToken.None) : await Accept(dialogue, filtered, content);
        Log(dialogue, transaction, status);
        return status.IsSuccess ? new SmtpReply(250, status.Enhanced, $"Message accepted, id {Id(dialogue)}") : SmtpReply.Of(status);
    }

    private async ValueTask<SmtpStatus> Accept(SmtpDialogue dialogue, FilteredMessage filtered, MessageContent before)
    {
        try
        {
            if (filtered.IsDiscarded)
            {
                _trace.Discarded(dialogue);
            }

            return filtered.Refusal ?? (filtered.IsDiscarded ? SmtpStatus.Accepted
                : await delivery.Accept(filtered.Envelope, filtered.Recipients, filtered.Content, CancellationToken.None));
        }
        finally
        {
            if (!ReferenceEquals(filtered.Content, before))
            {
                await filtered.Content.DisposeAsync();
            }
        }
    }

    private void Log(SmtpDialogue dialogue, SmtpTransaction transaction, SmtpStatus status)
    {
        var sender = transaction.Envelope.ReversePath?.ToString();
        if (status.IsSuccess)
        {
            SmtpLog.Accepted(logger, dialogue.Connection.Id, Id(dialogue), sender, transaction.Recipients.Count, transaction.Received);
        }
        else
        {
            SmtpLog.Refused(logger, dialogue.Connection.Id, sender, dialogue.Connection.Remote, status.ToString());
        }
    }

    // RFC 2033 §4.2: LMTP answers for each recipient, SMTP once.
    private static SmtpReply ForEach(SmtpDialogue dialogue, List<SmtpReply> replies) =>
        dialogue.Mode == SmtpMode.Lmtp ? replies[0] with { Next = replies[1..] } : replies[0];

    private async ValueTask<SmtpReply> End(SmtpDialogue dialogue, SmtpReply reply)
    {
        _trace.Ended(dialogue, reply);
        await dialogue.Reset();
        return reply;
    }
}

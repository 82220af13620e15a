using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Trace;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Smtp;

/// <summary>What a dialogue tells the trace: messages that came, and what was refused.</summary>
internal sealed class SmtpTrace(MessageTrace trace)
{
    /// <summary>A sender was refused; returns the reply.</summary>
    public SmtpReply SenderRefused(SmtpDialogue dialogue, string id, MailArguments mail, SmtpReply reply)
    {
        Record(dialogue, id, TraceKind.Refused, OriginOf(dialogue, mail.ReversePath), null, reply);
        return reply;
    }

    /// <summary>A recipient was refused; returns the reply.</summary>
    public SmtpReply RecipientRefused(SmtpDialogue dialogue, Address? recipient, SmtpReply reply)
    {
        var envelope = dialogue.Transaction!.Envelope;
        Record(dialogue, envelope.TraceId, TraceKind.Refused, OriginOf(dialogue, envelope.ReversePath), recipient?.ToString(), reply);
        return reply;
    }

    /// <summary>The whole message has come.</summary>
    public void Received(SmtpDialogue dialogue)
    {
        var transaction = dialogue.Transaction!;
        var origin = OriginOf(dialogue, transaction.Envelope.ReversePath) with { MessageId = transaction.Input?.MessageId, Size = transaction.Received };
        Record(dialogue, transaction.Envelope.TraceId, TraceKind.Received, origin, null, null);
    }

    /// <summary>The checks have said what they think of the message.</summary>
    public void Checked(SmtpDialogue dialogue, Verdict verdict)
    {
        foreach (var finding in verdict.Findings)
        {
            trace.Record(new TraceEvent(dialogue.Transaction!.Envelope.TraceId, TraceKind.Verdict, dialogue.Connection.Time.GetUtcNow())
            {
                Status = finding.ToString(),
                Detail = finding.Check,
            });
        }
    }

    /// <summary>A content filter wants nobody to get it.</summary>
    public void Discarded(SmtpDialogue dialogue)
    {
        var transaction = dialogue.Transaction!;
        foreach (var recipient in transaction.Recipients)
        {
            Record(dialogue, transaction.Envelope.TraceId, TraceKind.Discarded, OriginOf(dialogue, transaction.Envelope.ReversePath), recipient.Address.ToString(), null);
        }
    }

    /// <summary>The replies to the message are known; LMTP has one for each recipient (RFC 2033 §4.2).</summary>
    public void Ended(SmtpDialogue dialogue, SmtpReply reply)
    {
        if (dialogue.Transaction is not { } transaction)
        {
            return;
        }

        var origin = OriginOf(dialogue, transaction.Envelope.ReversePath);
        for (var i = 0; i <= reply.Next.Count; i++)
        {
            if ((i == 0 ? reply : reply.Next[i - 1]) is { Code: >= 400 } refusal)
            {
                var recipient = dialogue.Mode == SmtpMode.Lmtp && i < transaction.Recipients.Count ? transaction.Recipients[i].Address.ToString() : null;
                Record(dialogue, transaction.Envelope.TraceId, TraceKind.Refused, origin, recipient, refusal);
            }
        }
    }

    private static TraceOrigin OriginOf(SmtpDialogue dialogue, Address? reversePath) => new()
    {
        Client = dialogue.Connection.Remote.Address,
        Helo = dialogue.HeloName,
        Tls = dialogue.Connection.TlsNames is { } tls ? $"{tls.Version} {tls.Cipher}" : null,
        Protocol = dialogue.Connection.Listener.Protocol.Name(),
        Account = dialogue.Account?.Address,
        Sender = reversePath?.ToString() ?? "",
    };

    private void Record(SmtpDialogue dialogue, string id, TraceKind kind, TraceOrigin origin, string? recipient, SmtpReply? reply) =>
        trace.Record(new TraceEvent(id, kind, dialogue.Connection.Time.GetUtcNow())
        {
            Origin = origin,
            Recipient = recipient,
            Status = reply is null ? null : Text(reply),
            Detail = reply?.Check,
        });

    private static string Text(SmtpReply reply) =>
        reply.Enhanced.IsEmpty ? $"{reply.Code} {reply.Lines[0]}" : $"{reply.Code} {reply.Enhanced} {reply.Lines[0]}";
}

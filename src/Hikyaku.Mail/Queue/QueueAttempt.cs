using System.Data.Common;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reports;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Queue;

/// <summary>One attempt to deliver a claimed entry, and what follows from its outcome: done, wait, warn, or report and forget.</summary>
public sealed partial class QueueAttempt(
    Queue queue,
    IQueueStorage storage,
    IBlobStore blobs,
    RemoteDelivery remote,
    LocalHandOver local,
    DeliveryReports reports,
    MessageTrace trace,
    Func<QueuePolicy> policy,
    TimeProvider time,
    ILogger<QueueAttempt> logger)
{
    private static readonly TimeSpan WriteAgain = TimeSpan.FromSeconds(1);
    private int _unwritten;

    /// <summary>Whether outcomes wait for the journal or the table: whatever was tried now would add to them.</summary>
    public bool IsStuck => Volatile.Read(ref _unwritten) > 0;

    /// <summary>Tries, then makes the outcome durable; false when no host could be reached.</summary>
    public async ValueTask<bool> Run(QueueEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        entry = await TellServed(entry, cancellation);
        if (entry.Recipients.Count == 0)
        {
            return true;
        }

        // RFC 2852 §4.1: what its sender wants back by now is not delivered any more.
        if (entry.Message.Envelope.DeliverBy is { Returns: true } by && by.Deadline <= time.GetUtcNow())
        {
            await Settle(entry, RemoteOutcome.Of(SmtpStatus.Expired, entry.Recipients.Count, isUnreachable: false), time.GetUtcNow(), cancellation);
            return true;
        }

        var (here, elsewhere) = await local.Part(entry, cancellation);
        if (here.Recipients.Count > 0)
        {
            await Settle(here, await local.Try(here, cancellation) ?? Missing(here), time.GetUtcNow(), cancellation);
        }

        var isReached = true;
        // New routes hold at once, though the table of a long queue follows them step by step.
        foreach (var way in elsewhere.Recipients.GroupBy(recipient => queue.DestinationOf(entry.Message, recipient)))
        {
            isReached &= await RunElsewhere(elsewhere with { Recipients = [.. way] }, way.Key, cancellation);
        }

        return isReached;
    }

    private async ValueTask<bool> RunElsewhere(QueueEntry entry, string destination, CancellationToken cancellation)
    {
        var outcome = await Try(entry, destination, cancellation);
        var now = time.GetUtcNow();
        if (outcome.IsUnreachable)
        {
            await storage.Postpone(destination, now + policy().UnreachableRest, CancellationToken.None);
        }

        await Settle(entry, outcome, now, cancellation);
        return !outcome.IsUnreachable;
    }

    // The entry without those who have their message already.
    private async ValueTask<QueueEntry> TellServed(QueueEntry entry, CancellationToken cancellation)
    {
        var served = entry.Recipients.Where(LocalHandOver.IsServed).ToList();
        if (served.Count == 0)
        {
            return entry;
        }

        foreach (var byOneHost in served.GroupBy(r => r.Attempts.Remote))
        {
            var recipients = byOneHost.ToList();
            await Settle(entry with { Recipients = recipients }, LocalHandOver.Served(recipients), time.GetUtcNow(), cancellation);
        }

        return entry with { Recipients = [.. entry.Recipients.Where(r => !LocalHandOver.IsServed(r))] };
    }

    private async ValueTask<RemoteOutcome> Try(QueueEntry entry, string destination, CancellationToken cancellation)
    {
        var message = entry.Message;
        using var file = blobs.Open(MessageLocation.InQueue(message.Blob));
        if (file is null)
        {
            return Missing(entry);
        }

        var recipients = entry.Recipients.Select(r => new RemoteRecipient(r.Target, r.Original)).ToArray();
        return await remote.Deliver(destination, message.Envelope, recipients, message.SentLength, () => Open(file, message), cancellation);
    }

    private RemoteOutcome Missing(QueueEntry entry)
    {
        LogMissing(logger, entry.Message.Id, entry.Message.Blob);
        return RemoteOutcome.Of(SmtpStatus.MessageMissing, entry.Recipients.Count, isUnreachable: false);
    }

    private static Stream Open(MessageReader file, QueuedMessage message)
    {
        var stream = file.OpenStream();
        stream.Position = message.ReturnPathLength;
        return message.SentPrefix() is { Length: > 0 } prefix ? new PrefixedStream(prefix, stream) : stream;
    }

    private async ValueTask Settle(QueueEntry entry, RemoteOutcome outcome, DateTimeOffset now, CancellationToken cancellation)
    {
        var verdicts = new List<AttemptVerdict>(entry.Recipients.Count);
        for (var i = 0; i < entry.Recipients.Count; i++)
        {
            var recipient = entry.Recipients[i];
            var (waiting, report) = Judge(entry.Message, recipient, outcome, i, now);
            LogOutcome(logger, entry.Message.Id, recipient.Target.ToString(), outcome.Remote ?? recipient.Destination, outcome.Recipients[i].Status.ToString());
            trace.Attempted(entry.Message, recipient, outcome, outcome.Recipients[i], waiting is null);
            verdicts.Add(new AttemptVerdict(recipient.Number, waiting, report, Untold(entry.Message, recipient, waiting, outcome, i, now)));
        }

        await Record(entry.Message, verdicts, cancellation);
        foreach (var _ in outcome.Recipients.OfType<DeliveryResult.Failed>())
        {
            if (entry.Message.Envelope.SubmittedBy is { } sender && queue.Refused is { } refused)
            {
                await refused(sender);
            }
        }
    }

    // What a host took must not be sent to it again because nobody could write that down: the attempt goes on until it is written.
    private async ValueTask Record(QueuedMessage message, List<AttemptVerdict> verdicts, CancellationToken cancellation)
    {
        var change = await Report(message, verdicts);
        if (change.IsOver || await TryCommit(change))
        {
            return;
        }

        Interlocked.Increment(ref _unwritten);
        try
        {
            do
            {
                await Task.Delay(WriteAgain, time, cancellation);
            }
            while (!await TryCommit(change));
        }
        finally
        {
            Interlocked.Decrement(ref _unwritten);
        }
    }

    // The change that is left to be made.
    private async ValueTask<QueuedChange> Report(QueuedMessage message, List<AttemptVerdict> verdicts)
    {
        var change = Change(message, verdicts, isUntold: false);
        try
        {
            await reports.Send(message, [.. verdicts.Select(v => v.Report).OfType<ReportedRecipient>()], change);
            return change;
        }
        catch (Exception e) when (IsNoRoom(e))
        {
            // A report needs room that the note of the outcome does not: it is made at the next attempt.
            LogUntold(logger, e, message.Id);
            return Change(message, verdicts, isUntold: !change.IsDurable);
        }
    }

    private async ValueTask<bool> TryCommit(QueuedChange change)
    {
        try
        {
            await queue.Commit(change);
            return true;
        }
        catch (Exception e) when (IsNoRoom(e))
        {
            LogUnwritten(logger, e, change.Id);
            return false;
        }
    }

    private static bool IsNoRoom(Exception exception) => exception is StoreUnavailableException or DbException or IOException;

    private QueuedChange Change(QueuedMessage message, List<AttemptVerdict> verdicts, bool isUntold)
    {
        var states = verdicts.ConvertAll(v => (v.Number, State: isUntold && v.Report is not null ? v.Untold : v.Waiting));
        return queue.Settle(
            message.Id,
            [.. states.Where(s => s.State is null).Select(s => s.Number)],
            [.. states.Where(s => s.State is not null).Select(s => new SettledAttempt(s.Number, s.State!))]);
    }

    // Until the report is made: who was served is not served again, who was refused is asked again.
    private AttemptState Untold(QueuedMessage message, QueuedRecipient recipient, AttemptState? waiting, RemoteOutcome outcome, int number, DateTimeOffset now) =>
        waiting is not null ? waiting with { IsWarned = recipient.Attempts.IsWarned }
        : recipient.Attempts with
        {
            Count = recipient.Attempts.Count + 1,
            Next = policy().NextAttempt(RetryClass.Local, 1, now, policy().Expires(message.Envelope, recipient.Target.Domain)),
            Status = outcome.Recipients[number].Status,
            Remote = outcome.Remote,
            Last = now,
        };

    private (AttemptState? Waiting, ReportedRecipient? Report) Judge(
        QueuedMessage message, QueuedRecipient recipient, RemoteOutcome outcome, int number, DateTimeOffset now)
    {
        var result = outcome.Recipients[number];
        var limits = policy();
        var notify = message.Envelope.ReversePath is null ? DsnNotify.Never : recipient.Original.Notify;
        var terms = DeliveryTerms.Of(message.Envelope, recipient.Target.Domain, limits);
        ReportedRecipient Reported(ReportAction action, SmtpStatus status) => new(action, recipient.Original, recipient.Target, status, result.Status, outcome.Remote, now, terms.Expires);

        switch (result)
        {
            case DeliveryResult.Delivered when outcome.Told.ElementAtOrDefault(number) is { } told:
                // The address as the sender knows it: what it leads to is nobody else's business.
                return (null, Reported(told, result.Status) with { Original = told == ReportAction.Relayed ? recipient.Original : recipient.Original with { Address = recipient.Target } });
            case DeliveryResult.Delivered when TellsRelay(message.Envelope.DeliverBy, outcome, notify, now):
                return (null, Reported(ReportAction.Relayed, result.Status));
            case DeliveryResult.Delivered when outcome.PassedOnReports || !notify.HasFlag(DsnNotify.Success):
                return (null, null);
            case DeliveryResult.Delivered:
                // RFC 3461 §5.2.2: the next host gives no reports, so this one says that it relayed.
                return (null, Reported(ReportAction.Relayed, result.Status));
            case DeliveryResult.Failed:
                return (null, WantsFailure(notify) ? Reported(ReportAction.Failed, result.Status) : null);
            case DeliveryResult.Deferred when now >= terms.Expires:
                return (null, WantsFailure(notify) ? Reported(ReportAction.Failed, SmtpStatus.Expired) : null);
            default:
                var count = recipient.Attempts.Count + 1;
                var warns = !recipient.Attempts.IsWarned && now >= terms.WarnsAt;
                var reason = RetryReason.Of(outcome, result.Status);
                var inRow = reason == recipient.Attempts.Class ? recipient.Attempts.InRow + 1 : 1;
                var state = new AttemptState(
                    count, limits.NextAttempt(reason, inRow, now, terms.Next(now)), recipient.Attempts.IsWarned || warns, Unserved(result.Status), outcome.Remote, now)
                {
                    Class = reason,
                    InRow = inRow,
                };
                // RFC 2852 §4.1.3: told with a status of its own.
                return (state, warns && WantsDelay(notify) ? Reported(ReportAction.Delayed, terms.IsAsked ? SmtpStatus.Late : result.Status) : null);
        }
    }

    // Only who was served may have a success as his state, whatever a host said at the wrong step.
    private static SmtpStatus Unserved(SmtpStatus status) => status.IsSuccess ? SmtpStatus.ProtocolError : status;

    // RFC 2852 §4.1.4: who asked for a time is told when it passes out of sight before that, and of each relay where he asked for that.
    private static bool TellsRelay(DeliverBy? by, RemoteOutcome outcome, DsnNotify notify, DateTimeOffset now) =>
        by is not null && outcome.Remote is not null && (by.Traces || (!outcome.TakesDeadlines && now < by.Deadline)) && !notify.HasFlag(DsnNotify.Never);

    // RFC 3461 §4.1: without NOTIFY a failure is reported, and a delay may be.
    private static bool WantsFailure(DsnNotify notify) => notify == DsnNotify.Unspecified || notify.HasFlag(DsnNotify.Failure);

    private static bool WantsDelay(DsnNotify notify) => notify == DsnNotify.Unspecified || notify.HasFlag(DsnNotify.Delay);

    [LoggerMessage(Level = LogLevel.Information, Message = "Queue {Id}: <{Recipient}> at {Remote}: {Status}")]
    private static partial void LogOutcome(ILogger logger, QueueId id, string recipient, string remote, string status);

    [LoggerMessage(Level = LogLevel.Error, Message = "Queue {Id}: the outcome of the attempt can not be written; no other is begun until it can")]
    private static partial void LogUnwritten(ILogger logger, Exception exception, QueueId id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue {Id}: the report can not be written; it is made later")]
    private static partial void LogUntold(ILogger logger, Exception exception, QueueId id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Queue {Id}: the message file {Blob} is missing")]
    private static partial void LogMissing(ILogger logger, QueueId id, BlobId blob);
}

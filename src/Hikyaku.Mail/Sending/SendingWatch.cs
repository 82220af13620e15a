using System.Net;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Sending;

/// <summary>
/// Keeps the limits of what accounts send, and holds the mail of an account that suddenly sends like a stolen one: within an hour more new recipients, refusals
/// or new networks than a setting allows, and more than three times as many as in any hour of its last month.
/// </summary>
public sealed partial class SendingWatch
{
    /// <summary>How many times an account's own busiest hour is sudden.</summary>
    internal const int Sudden = 3;

    /// <summary>Stands for the limits where the name of a check is asked for.</summary>
    internal const string Check = "sending";

    private const string HeldReason = "the account is held";
    private const int NewRecipientsPerDay = 4;
    private readonly SendingHistory _history;
    private readonly HeldAccounts _held;
    private readonly HoldNotice _notice;
    private readonly Queue.Queue _queue;
    private readonly Directory.Directory _directory;
    private readonly Settings.Settings _settings;
    private readonly Func<AuditRecord, CancellationToken, ValueTask> _audit;
    private readonly ILogger _logger;

    internal SendingWatch(
        SendingHistory history, HeldAccounts held, HoldNotice notice, Queue.Queue queue, Directory.Directory directory, Settings.Settings settings,
        Func<AuditRecord, CancellationToken, ValueTask> audit, ILogger<SendingWatch> logger)
    {
        (_history, _held, _notice, _queue, _directory, _settings, _audit, _logger) = (history, held, notice, queue, directory, settings, audit, logger);
        queue.Refused = account => _history.Add(account, SentKind.Refusals, 1, CancellationToken.None);
    }

    /// <summary>The accounts that are held, in the order in which they were.</summary>
    public ValueTask<IReadOnlyList<HeldAccount>> Held(CancellationToken cancellation) => _held.All(cancellation);

    /// <summary>What holds for an account.</summary>
    public SendingLimits LimitsOf(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return _settings.Get(SendingSettings.Limits).Of(account.Address);
    }

    /// <summary>How much an account sent in the last hours.</summary>
    public ValueTask<int> Sum(AccountId account, SentKind kind, int hours, CancellationToken cancellation) => _history.Sum(account, kind, hours, cancellation);

    /// <summary>Whether an account may also write as a sender that does not lead to it.</summary>
    public bool Allows(Account account, Address sender)
    {
        ArgumentNullException.ThrowIfNull(account);
        return _settings.Get(SendingSettings.OtherSenders).Allow(account.Address, sender);
    }

    /// <summary>An account wants to send a message: null, or why it must wait.</summary>
    internal ValueTask<SmtpStatus?> MailFrom(Account account, CancellationToken cancellation) => Ask(account, SentKind.Messages, 1, cancellation);

    /// <summary>An account names a recipient: null, or why it must wait.</summary>
    /// <param name="account">The account.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="isRemote">It is on another server.</param>
    /// <param name="before">The recipients that the message has already.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal async ValueTask<SmtpStatus?> RcptTo(Account account, Address recipient, bool isRemote, int before, CancellationToken cancellation)
    {
        if (await Ask(account, SentKind.Recipients, before + 1, cancellation) is { } status)
        {
            return status;
        }

        var newLimit = LimitsOf(account).Values[NewRecipientsPerDay] ?? 0;
        return newLimit == 0 || !isRemote || await _history.Knows(account.Id, recipient, cancellation) ? null : await Ask(account, SentKind.NewRecipients, 1, cancellation);
    }

    /// <summary>A recipient that an account named was refused for good.</summary>
    internal ValueTask Refused(AccountId account, CancellationToken cancellation) => _history.Add(account, SentKind.Refusals, 1, cancellation);

    /// <summary>An account sends a message: why it is to be held, or null.</summary>
    internal async ValueTask<string?> Send(Account account, IPAddress from, IReadOnlyList<Recipient> recipients, CancellationToken cancellation)
    {
        await Count(account, from, recipients, cancellation);
        if (await _held.Find(account.Id, cancellation) is null && (LimitsOf(account).IsWatched ?? true) && await Suspicion(account.Id, cancellation) is (var cause, var count))
        {
            await Hold(account, cause, count, Actor.System, cancellation);
        }

        return await _held.Find(account.Id, cancellation) is { } held ? Reason(held) : null;
    }

    /// <summary>Holds what an account sends, and what waits of it already; false: it is held already.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cause">What was seen; null: nothing.</param>
    /// <param name="count">How many of it in an hour.</param>
    /// <param name="actor">Who holds it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<bool> Hold(Account account, SentKind? cause, int count, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!await _held.Add(account.Id, cause, count, cancellation))
        {
            return false;
        }

        await Audit("sending.hold", account, actor, cancellation);
        LogHeld(_logger, account.Address, cause?.ToString() ?? "-", count);
        await _queue.Hold(new QueueFilter(Sender: account.Address), cancellation);
        if (cause is { } seen)
        {
            await _notice.Send(account, seen, count, cancellation);
        }

        return true;
    }

    /// <summary>Lets an account send again, with what was held of it; the number of recipients that go on, or null when it was not held.</summary>
    public async ValueTask<int?> Release(Account account, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!await _held.Remove(account.Id, cancellation))
        {
            return null;
        }

        await Audit("sending.release", account, actor, cancellation);
        LogReleased(_logger, account.Address);
        await _history.Forgive(account.Id, cancellation);
        var count = 0;
        var after = new QueueId(0);
        while (await _queue.List(new QueueFilter(IsHeld: true), after, 500, cancellation) is { Count: > 0 } page)
        {
            foreach (var entry in page.Where(entry => IsHeldWith(account, entry.Message.Envelope)))
            {
                count += await _queue.Release(new QueueFilter(entry.Message.Id), cancellation);
            }

            after = page[^1].Message.Id;
        }

        return count;
    }

    private ValueTask Audit(string action, Account account, Actor actor, CancellationToken cancellation) => _audit(
        new AuditRecord(0, default, actor, action, account.Address, null, null), cancellation);

    private static string Reason(HeldAccount held) => held.Cause is { } cause
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{HeldReason}: {held.Count} {Words(cause)} within an hour") : $"{HeldReason} by an administrator";

    // What waits for a reason of its own, such as a content filter's, waits for somebody who looks at it.
    private static bool IsHeldWith(Account account, Envelope envelope) =>
        envelope.SubmittedBy == account.Id && envelope.HoldReason?.StartsWith(HeldReason, StringComparison.Ordinal) != false;

    private static string Words(SentKind kind) => kind switch
    {
        SentKind.NewRecipients => "new recipients",
        SentKind.NewNetworks => "new networks",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private async ValueTask<SmtpStatus?> Ask(Account account, SentKind kind, int more, CancellationToken cancellation)
    {
        var limits = LimitsOf(account);
        for (var i = 0; i < SendingLimits.Known.Length; i++)
        {
            var (_, counted, hours) = SendingLimits.Known[i];
            if (counted == kind && limits.Values[i] is > 0 and var limit && await _history.Sum(account.Id, kind, hours, cancellation) + more > limit)
            {
                var span = hours == 1 ? "an hour" : "a day";
                return new SmtpStatus(450, new(4, 7, 1), $"Your account may send {limit} {(kind == SentKind.Messages ? "messages" : kind == SentKind.Recipients ? "recipients" : "new recipients")} in {span}; try again later")
                {
                    Check = Check,
                };
            }
        }

        return null;
    }

    private async ValueTask Count(Account account, IPAddress from, IReadOnlyList<Recipient> recipients, CancellationToken cancellation)
    {
        await _history.Add(account.Id, SentKind.Messages, 1, cancellation);
        await _history.Add(account.Id, SentKind.Recipients, recipients.Count, cancellation);
        if (await _history.NoteNetwork(account.Id, from, cancellation))
        {
            await _history.Add(account.Id, SentKind.NewNetworks, 1, cancellation);
        }

        var unknown = 0;
        foreach (var recipient in recipients)
        {
            if (await _directory.FindDomain(recipient.Address.Domain, cancellation) is null)
            {
                unknown += await _history.Knows(account.Id, recipient.Address, cancellation) ? 0 : 1;
                _history.NoteRecipient(account.Id, recipient.Address);
            }
        }

        await _history.Add(account.Id, SentKind.NewRecipients, unknown, cancellation);
    }

    private async ValueTask<(SentKind Cause, int Count)?> Suspicion(AccountId account, CancellationToken cancellation)
    {
        foreach (var (kind, setting) in ((SentKind, Settings.Setting<int>)[])
            [(SentKind.NewRecipients, SendingSettings.HoldNewRecipients), (SentKind.Refusals, SendingSettings.HoldRefusals), (SentKind.NewNetworks, SendingSettings.HoldNewNetworks)])
        {
            if (_settings.Get(setting) is > 0 and var enough && await _history.Sum(account, kind, 1, cancellation) is var count && count >= enough
                && count > Sudden * await _history.Peak(account, kind, cancellation))
            {
                return (kind, count);
            }
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail of {Account} is held: {Cause} {Count} within an hour")]
    private static partial void LogHeld(ILogger logger, string account, string cause, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "The mail of {Account} is released")]
    private static partial void LogReleased(ILogger logger, string account);
}

using System.Collections.Immutable;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Reports;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Mail.Delivery;

/// <summary>What one message's routes come to: one copy per mailbox and per remote address, and who waits for which copy.</summary>
internal sealed class DeliveryPlan(int recipients)
{
    private readonly List<Routing.Routing> _routings = new(recipients);
    private readonly Dictionary<AccountId, int> _copies = [];
    private readonly Dictionary<string, int> _targets = [];

    public List<MailboxDelivery> Local { get; } = [];

    public List<QueueRecipient> Remote { get; } = [];

    /// <summary>Whether the message goes anywhere.</summary>
    public bool HasPlaces => _routings.Exists(routing => routing.Refusal is null);

    public void Add(Routing.Routing routing)
    {
        _routings.Add(routing);
        var original = ReportWishes.OfCopies(routing);
        foreach (var route in routing.Routes)
        {
            switch (route)
            {
                case Route.LocalMailbox local when _copies.TryAdd(local.Account.Id, Local.Count):
                    Local.Add(new MailboxDelivery(local.Account, local.Mailbox, MessageFlags.None, []) { Detail = local.Detail });
                    break;
                case Route.Remote remote when _targets.TryAdd(remote.Target.Canonical, Remote.Count):
                    Remote.Add(new QueueRecipient(remote.Target, original, remote.ForwardedBy, remote.SendAs));
                    break;
                case Route.Remote remote:
                    Widen(_targets[remote.Target.Canonical], original);
                    break;
            }
        }

        // In the same durable write as the places that work.
        foreach (var refused in routing.Refused.Where(refused => _targets.TryAdd(refused.Address.Canonical, Remote.Count)))
        {
            Remote.Add(new QueueRecipient(refused.Address, original));
        }
    }

    /// <summary>The mailboxes without room of recipients whose other places were served.</summary>
    /// <param name="outcomes">Of <see cref="Local"/>, in its order.</param>
    public List<QueueRecipient> Missed(IReadOnlyList<DeliveryOutcome> outcomes)
    {
        var missed = new List<QueueRecipient>();
        foreach (var routing in _routings.Where(routing => ResultOf(routing, outcomes) is DeliveryResult.Delivered))
        {
            foreach (var local in routing.Routes.OfType<Route.LocalMailbox>())
            {
                if (!StatusOf(outcomes[_copies[local.Account.Id]]).IsSuccess && Address.TryParse(local.Account.Address, out var address)
                    && _targets.TryAdd(address.Canonical, Remote.Count))
                {
                    missed.Add(new QueueRecipient(address, ReportWishes.OfCopies(routing), IsHere: true));
                }
            }
        }

        return missed;
    }

    /// <summary>What is to be told of recipients whose senders want to hear of success.</summary>
    /// <param name="outcomes">Of <see cref="Local"/>, in its order.</param>
    /// <param name="now">The time of the delivery.</param>
    public ImmutableArray<ReportedRecipient> Confirmed(IReadOnlyList<DeliveryOutcome> outcomes, DateTimeOffset now)
    {
        var confirmed = ImmutableArray.CreateBuilder<ReportedRecipient>();
        foreach (var routing in _routings)
        {
            if (ReportWishes.SuccessOf(routing) is { } action && ResultOf(routing, outcomes) is DeliveryResult.Delivered { Status: var status })
            {
                // The address as the sender knows it: what it leads to is nobody else's business.
                confirmed.Add(new ReportedRecipient(action, routing.Recipient, routing.Recipient.Address, status, status, null, now, now));
            }
        }

        return confirmed.DrainToImmutable();
    }

    /// <summary>Tells the trace where the message went.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="envelope">The envelope.</param>
    /// <param name="outcomes">Of <see cref="Local"/>, in its order.</param>
    public void Tell(MessageTrace trace, Envelope envelope, IReadOnlyList<DeliveryOutcome> outcomes)
    {
        for (var i = 0; i < Local.Count; i++)
        {
            if (StatusOf(outcomes[i]).IsSuccess)
            {
                trace.Stored(envelope, Local[i], _routings.Find(routing => LeadsTo(routing, Local[i].Account.Id)));
            }
        }
    }

    /// <summary>The same failure for each recipient.</summary>
    public DeliveryResult[] Refused(SmtpStatus status) => [.. _routings.Select(_ => new DeliveryResult.Failed(status))];

    /// <summary>The result of each recipient, in their order.</summary>
    /// <param name="outcomes">Of <see cref="Local"/>, in its order.</param>
    public DeliveryResult[] Results(IReadOnlyList<DeliveryOutcome> outcomes)
    {
        var results = new DeliveryResult[_routings.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = ResultOf(_routings[i], outcomes);
        }

        return results;
    }

    // A recipient is served when any of its places is: a second attempt would double the copies that worked.
    private DeliveryResult ResultOf(Routing.Routing routing, IReadOnlyList<DeliveryOutcome> outcomes)
    {
        SmtpStatus? failure = null;
        foreach (var route in routing.Routes)
        {
            var status = route switch
            {
                Route.Reject reject => reject.Status,
                Route.LocalMailbox local => StatusOf(outcomes[_copies[local.Account.Id]]),
                _ => SmtpStatus.Accepted,
            };
            if (status.IsSuccess)
            {
                return new DeliveryResult.Delivered(SmtpStatus.Accepted);
            }

            failure = failure is { IsTransient: true } ? failure : status;
        }

        return failure! is { IsTransient: true } ? new DeliveryResult.Deferred(failure) : new DeliveryResult.Failed(failure!);
    }

    private static bool LeadsTo(Routing.Routing routing, AccountId account) =>
        routing.Routes.Any(route => route is Route.LocalMailbox local && local.Account.Id == account);

    // One copy serves both recipients: whoever wants to be told is told.
    private void Widen(int index, Recipient other)
    {
        var known = Remote[index].Original;
        var named = known.Notify == DsnNotify.Never ? other : known;
        Remote[index] = Remote[index] with { Original = named with { Notify = known.Notify.Or(other.Notify) } };
    }

    private static SmtpStatus StatusOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.OverQuota => SmtpStatus.MailboxFull,
        DeliveryOutcome.NoUidsLeft => SmtpStatus.NoUidsLeft,
        DeliveryOutcome.NoSuchAccount => SmtpStatus.UnknownRecipient,
        _ => SmtpStatus.Accepted,
    };
}

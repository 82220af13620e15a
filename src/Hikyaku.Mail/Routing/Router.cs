using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Routing.Srs;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Routing;

/// <summary>Finds where mail for a recipient goes: aliases, forwards, sub-addresses and catch-alls expanded, each place once.</summary>
/// <remarks>Limits: <see cref="RoutingLimits"/>. A loop ends where it closes; a recipient that leads nowhere else is refused.</remarks>
public sealed class Router(
    Directory.Directory directory, Mailstore mailstore, ServerIdentity identity, OwnAddresses own, SenderRewriting rewriting, PassedDomains passed,
    Settings.Settings settings, RoutingLimits limits)
{
    /// <summary>Whether mail of a domain is delivered here.</summary>
    public ValueTask<bool> IsLocal(string domain, Envelope envelope, CancellationToken cancellation) => passed.IsLocal(domain, envelope, cancellation);

    /// <summary>Routes one recipient.</summary>
    /// <param name="recipient">The recipient.</param>
    /// <param name="envelope">What is known of the message.</param>
    /// <param name="size">Its octets, or 0: a mailbox without room for it is no place for it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<Routing> Route(Recipient recipient, Envelope envelope, long size, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(envelope);
        var expansion = new Expansion(limits, Math.Max(size, 1));
        await Follow(recipient.Address, null, envelope, expansion, 0, cancellation);
        return expansion.ToRouting(recipient);
    }

    /// <summary>The account that a first step of an address leads to by alias, sub-address or catch-all is the given one.</summary>
    /// <remarks>What someone gets mail for is what he may write as; his forward does not matter.</remarks>
    public async ValueTask<bool> LeadsTo(Address address, AccountId account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        var seen = new HashSet<string>();
        var next = new Stack<string>([address.Canonical]);
        while (next.TryPop(out var text) && seen.Count < limits.Addresses)
        {
            if (!seen.Add(text) || !Address.TryParse(text, out var here))
            {
                continue;
            }

            switch (await directory.Resolve(here, cancellation))
            {
                case AddressEntry.ToAccount found when found.Account.Id == account:
                    return true;
                case AddressEntry.ToAlias alias:
                    Push(next, alias.Alias.Targets);
                    break;
                case AddressEntry.ToCatchAllAddress catchAll:
                    next.Push(catchAll.Target);
                    break;
            }
        }

        return false;
    }

    private static void Push(Stack<string> next, IEnumerable<string> targets)
    {
        foreach (var target in targets)
        {
            next.Push(target);
        }
    }

    private async ValueTask Follow(Address address, Address? from, Envelope envelope, Expansion expansion, int depth, CancellationToken cancellation)
    {
        if (!expansion.Enter(address, depth))
        {
            return;
        }

        if (await rewriting.Return(address, envelope, cancellation) is { } back)
        {
            await FollowReturn(address, back, envelope, expansion, depth, cancellation);
            return;
        }

        var entry = await directory.Resolve(address, cancellation);
        if (entry.Own is { } domainOfOurs && passed.HasOldHost(domainOfOurs, envelope))
        {
            FollowOldHost(address, from, entry, domainOfOurs, envelope, expansion);
            return;
        }

        switch (entry)
        {
            case AddressEntry.NotLocal:
                await FollowElsewhere(address, from, envelope, expansion, depth, cancellation);
                break;
            case AddressEntry.ToAlias { Alias: var alias, Domain: var domain } when expansion.IsServed(address, domain):
                await FollowAll(address, alias.Targets, envelope, expansion, depth, cancellation);
                break;
            case AddressEntry.ToCatchAllAddress { Target: var target, Domain: var domain } when expansion.IsServed(address, domain):
                await FollowCatchAll(address, target, envelope, expansion, depth, cancellation);
                break;
            case AddressEntry.ToAccount { Account: var account, Domain: var domain, Detail: var detail } when expansion.IsServed(address, domain):
                await FollowAccount(address, account, detail, envelope, expansion, depth, cancellation);
                break;
            case AddressEntry.Discard { Domain: var domain } when expansion.IsServed(address, domain):
                expansion.Add(new Route.Discard());
                break;
            case AddressEntry.ToMailingList or AddressEntry.ToAutoresponder:
                expansion.Refuse(address, SmtpStatus.NotServedYet);
                break;
            case AddressEntry.UnknownRecipient:
                expansion.Refuse(address, Unknown(address));
                break;
        }
    }

    private async ValueTask FollowReturn(Address address, SrsReturn back, Envelope envelope, Expansion expansion, int depth, CancellationToken cancellation)
    {
        if (back.Original is { } original)
        {
            await FollowAll(address, [original.ToString()], envelope, expansion, depth, cancellation);
            return;
        }

        expansion.Refuse(address, back.Status);
    }

    // Who is not known here may be known there; to strangers that is not promised, or this server would have to report what they only claimed.
    private static void FollowOldHost(Address address, Address? from, AddressEntry entry, Domain domain, Envelope envelope, Expansion expansion)
    {
        if (entry is AddressEntry.UnknownRecipient && from is null && envelope.SubmittedBy is null)
        {
            expansion.Refuse(address, SmtpStatus.DomainNotLive);
        }
        else if (NamesRoute(address))
        {
            expansion.Refuse(address, SmtpStatus.RoutedLocalPart);
        }
        else if (Address.TryCreate(address.LocalPart, domain.Name, out var target))
        {
            // The old host may not know the alias domain.
            expansion.Add(new Route.Remote(target, from) { Reason = RemoteReason.OldHost });
        }
    }

    private async ValueTask FollowElsewhere(Address address, Address? from, Envelope envelope, Expansion expansion, int depth, CancellationToken cancellation)
    {
        if (address.HasAddressLiteral && !settings.Get(RoutingSettings.AddressLiterals) && !ReservedNames.Contains(address.LocalPart))
        {
            expansion.Refuse(address, SmtpStatus.NoAddressLiterals);
        }
        else if (IsThisServer(address))
        {
            await FollowThisServer(address, envelope, expansion, depth, cancellation);
        }
        else if (passed.Backups.Contains(address.Domain))
        {
            FollowBackup(address, from, expansion);
        }
        else
        {
            var sender = from is null ? null : await rewriting.Rewrite(envelope.ReversePath, from, cancellation);
            expansion.Add(new Route.Remote(address, from) { SendAs = sender });
        }
    }

    private void FollowBackup(Address address, Address? from, Expansion expansion)
    {
        if (NamesRoute(address))
        {
            expansion.Refuse(address, SmtpStatus.RoutedLocalPart);
        }
        else if (!passed.Backups.Has(address) && !ReservedNames.Contains(address.LocalPart))
        {
            expansion.Refuse(address, SmtpStatus.UnknownRecipient);
        }
        else
        {
            expansion.Add(new Route.Remote(address, from) { Reason = RemoteReason.BackupMx });
        }
    }

    // RFC 5321 §4.1.3: the address of a host stands for its name. RFC 5321 §4.5.1: Postmaster is taken without a domain, which then is the server's own name.
    private bool IsThisServer(Address address) => address.HasAddressLiteral
        ? AddressLiteral.TryParse(address.Domain, out var literal) && (System.Net.IPAddress.IsLoopback(literal) || own.Contains(literal))
        : address.Domain.Equals(identity.HostName, StringComparison.OrdinalIgnoreCase) && ReservedNames.Contains(address.LocalPart);

    private async ValueTask FollowThisServer(Address address, Envelope envelope, Expansion expansion, int depth, CancellationToken cancellation)
    {
        if (ReservedNames.Contains(address.LocalPart) && (await directory.Postmaster(cancellation)).Targets is { IsEmpty: false } people)
        {
            await FollowAll(address, people, envelope, expansion, depth, cancellation);
            return;
        }

        foreach (var domain in (string[])[identity.HostName, settings.Get(DirectorySettings.DefaultDomain)])
        {
            if (domain.Length > 0 && address.HasAddressLiteral && await directory.FindDomain(domain, cancellation) is { } served && Address.TryCreate(address.LocalPart, served.Name, out var target))
            {
                await FollowAll(address, [target.ToString()], envelope, expansion, depth, cancellation);
                return;
            }
        }

        expansion.Refuse(address, Unknown(address));
    }

    // RFC 5321 §4.5.1: mail for postmaster is taken. As long as nobody is named who reads it, it waits where it is.
    private static SmtpStatus Unknown(Address address) => ReservedNames.Contains(address.LocalPart) ? SmtpStatus.NobodyNamed : SmtpStatus.UnknownRecipient;

    private async ValueTask FollowAll(
        Address from, IReadOnlyList<string> targets, Envelope envelope, Expansion expansion, int depth, CancellationToken cancellation)
    {
        if (envelope.DeliveredTo.Contains(from.Canonical))
        {
            expansion.Refuse(from, SmtpStatus.RoutingLoop);
            return;
        }

        if (targets.Count == 0)
        {
            expansion.Add(new Route.Discard());
        }

        foreach (var target in targets)
        {
            if (Address.TryParse(target, out var next))
            {
                await Follow(next, from, envelope, expansion, depth + 1, cancellation);
            }
        }
    }

    // What is passed on must not carry another route to the next server: a%b, b!a and "a@b" are old relay syntax.
    private static bool NamesRoute(Address address) => address.LocalPart.AsSpan().ContainsAny('%', '!', '@');

    private async ValueTask FollowCatchAll(Address from, string target, Envelope envelope, Expansion expansion, int depth, CancellationToken cancellation)
    {
        if (NamesRoute(from))
        {
            expansion.Refuse(from, SmtpStatus.UnknownRecipient);
            return;
        }

        await FollowAll(from, [target], envelope, expansion, depth, cancellation);
    }

    private Route.LocalMailbox Mailbox(Account account, string? detail, Envelope envelope) => envelope.IsJunk ? new(account, "Junk")
        : new(account, "INBOX") { Detail = detail is not null && settings.Get(RoutingSettings.DetailMailboxes).Contains(account.Address) ? detail : null };

    private async ValueTask FollowAccount(Address address, Account account, string? detail, Envelope envelope, Expansion expansion, int depth, CancellationToken cancellation)
    {
        if (account.State != AccountState.Active)
        {
            expansion.Refuse(address, SmtpStatus.MailboxDisabled);
            return;
        }

        // Before the forward: a full account that keeps copies waits as a whole, so that a later try doubles nothing.
        if (account.Forward is not { KeepCopy: false } && !await mailstore.HasRoom(account, expansion.Size, cancellation))
        {
            expansion.Refuse(address, SmtpStatus.MailboxFull);
            return;
        }

        if (account.Forward is not { } forward)
        {
            expansion.Add(Mailbox(account, detail, envelope));
            return;
        }

        if (envelope.DeliveredTo.Contains(address.Canonical))
        {
            expansion.Refuse(address, SmtpStatus.RoutingLoop);
            return;
        }

        if (forward.KeepCopy)
        {
            expansion.Add(Mailbox(account, detail, envelope));
        }

        if (!forward.KeepCopy || forward.Targets.Length > 0)
        {
            await FollowAll(address, forward.Targets, envelope, expansion, depth, cancellation);
        }
    }
}

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Checks.Greylisting;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Sending;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Reception;

/// <summary>Decides at each stage of a dialogue whether mail is taken; null means yes.</summary>
/// <remarks>Security: who has not signed in reaches only recipients of our own domains.</remarks>
public sealed class Reception(
    Directory.Directory directory, Router router, RecipientDomains domains, BorderChecks checks, Correspondents correspondents, SendingWatch sending,
    Settings.Settings settings)
{
    // RFC 5321 §6.3: a server should allow at least 100.
    private const int MaxReceivedFields = 100;

    /// <summary>The largest message that is taken, in octets.</summary>
    public long MaxMessageSize => settings.Get(SmtpSettings.MaxMessageSize);

    /// <summary>The longest line that is taken, in octets with its CRLF.</summary>
    public long MaxLineLength => settings.Get(SmtpSettings.MaxLineLength);

    /// <summary>Whether NUL octets are taken.</summary>
    public bool AllowsNul => settings.Get(SmtpSettings.AllowNul);

    /// <summary>The most recipients of a message.</summary>
    public int MaxRecipients => settings.Get(SmtpSettings.MaxRecipients);

    /// <summary>The most domains among the recipients of a message, or 0.</summary>
    public int MaxRecipientDomains => settings.Get(SmtpSettings.MaxRecipientDomains);

    /// <summary>The most messages of one connection, or 0.</summary>
    public int MaxMessages => settings.Get(SmtpSettings.MaxMessages);

    /// <summary>Whether nobody learns where a user sits.</summary>
    public bool HidesClient(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return settings.Get(SmtpSettings.HideClient).Contains(account.Address);
    }

    /// <summary>Whether the sender is taken.</summary>
    public async ValueTask<SmtpStatus?> MailFrom(Peer peer, Address? reversePath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (peer.Account is not { } account)
        {
            if (peer.Visit is { } visit)
            {
                await checks.MailFrom(visit, peer.HeloName, reversePath, cancellation);
            }

            return peer.IsSubmission ? SmtpStatus.AuthenticationRequired : null;
        }

        // Read receipts have the null path (RFC 8098 §3).
        return reversePath is null || !settings.Get(SmtpSettings.RequireOwnSender) || await MaySendAs(account, reversePath, cancellation)
            ? await sending.MailFrom(account, cancellation) : SmtpStatus.SenderNotYours;
    }

    /// <summary>Whether the recipient is taken.</summary>
    /// <param name="peer">Who asks.</param>
    /// <param name="envelope">What is known of the message.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="size">The size declared, or 0.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<SmtpStatus?> RcptTo(Peer peer, Envelope envelope, Recipient recipient, long size, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(recipient);
        var routing = await router.Route(recipient, envelope, size, cancellation);
        if (routing.IsRelay)
        {
            return peer.Account is { } sender ? await Relay(peer, sender, envelope, recipient, cancellation) : SmtpStatus.RelayDenied;
        }

        if (routing.Refusal is { } refusal)
        {
            if (peer.Account is { } author && refusal.IsPermanent)
            {
                await sending.Refused(author.Id, cancellation);
            }

            return refusal;
        }

        if (peer.Account is { } account)
        {
            return await sending.RcptTo(account, recipient.Address, isRemote: false, peer.Recipients, cancellation);
        }

        if (!peer.IsLmtp && !routing.IsPassedOn && await directory.FindDomain(recipient.Address.Domain, cancellation) is { IsLive: false })
        {
            return SmtpStatus.DomainNotLive;
        }

        return Stranger(peer) is { } visit ? await checks.RcptTo(visit, recipient, cancellation) : null;
    }

    /// <summary>Whether the message is taken, once its header is known.</summary>
    /// <param name="receivedFields">Its Received fields, without ours.</param>
    public static SmtpStatus? Data(int receivedFields) => receivedFields > MaxReceivedFields ? SmtpStatus.MailLoop : null;

    /// <summary>Whether a user's message is taken, once its author and sender are known: they are to be addresses of the account, one author at least.</summary>
    public async ValueTask<SmtpStatus?> Authors(Peer peer, MessageInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(input);
        if (peer.Account is not { IsAdministrator: false } account || !settings.Get(SmtpSettings.RequireOwnSender))
        {
            return null;
        }

        // RFC 5322 §3.6: one From, at most one Sender. Of several, programs show one or the other.
        if (input.RepeatsAuthor)
        {
            return SmtpStatus.AuthorRepeated;
        }

        if (input.Authors is not { } authors || input.Senders is not { } senders)
        {
            return SmtpStatus.AuthorNotYours;
        }

        foreach (var sender in senders)
        {
            if (!await MaySendAs(account, sender, cancellation))
            {
                return SmtpStatus.AuthorNotYours;
            }
        }

        foreach (var author in authors)
        {
            // RFC 5322 §3.6.2: of several authors one sends.
            if (await MaySendAs(account, author, cancellation))
            {
                return null;
            }
        }

        return authors.Count == 0 ? null : SmtpStatus.AuthorNotYours;
    }

    /// <summary>Whether the message is taken, once all of it is here.</summary>
    public async ValueTask<SmtpStatus?> Data(Peer peer, MessageContent content, CancellationToken cancellation) =>
        Stranger(peer) is { } visit ? await checks.Data(visit, content, cancellation) : null;

    /// <summary>What the checks say of the message as it is known so far.</summary>
    public Verdict Judge(Peer peer) => Stranger(peer) is { } visit ? checks.Judge(visit) : Verdict.Nothing;

    /// <summary>Whether mail that the verdict marks is filed as junk.</summary>
    public bool FilesJunk(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.IsJunk && settings.Get(CheckSettings.FileJunk);
    }

    /// <summary>The header fields that the message gets by the verdict, whole lines with CRLF, or an empty string.</summary>
    public string Fields(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.Fields(settings.Get(CheckSettings.TagScore));
    }

    /// <summary>A message is about to be taken: why it is to wait in the queue until somebody has looked, or null.</summary>
    public async ValueTask<string?> HoldReason(Peer peer, IReadOnlyList<Recipient> recipients, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (peer.Account is not { } account)
        {
            return null;
        }

        await correspondents.Note(account, recipients, cancellation);
        return await sending.Send(account, peer.Address, recipients, cancellation);
    }

    private async ValueTask<SmtpStatus?> Relay(Peer peer, Account account, Envelope envelope, Recipient recipient, CancellationToken cancellation)
    {
        if (!account.Services.HasFlag(Services.Relay))
        {
            return SmtpStatus.RelayNotYours;
        }

        if (await domains.Check(recipient.Address, envelope, cancellation) is { } dead)
        {
            await sending.Refused(account.Id, cancellation);
            return dead;
        }

        return await sending.RcptTo(account, recipient.Address, isRemote: true, peer.Recipients, cancellation);
    }

    private static BorderVisit? Stranger(Peer peer) => peer is { Account: null, Visit: { } visit } ? visit : null;

    private async ValueTask<bool> MaySendAs(Account account, Address sender, CancellationToken cancellation)
    {
        if (account.Address == sender.Canonical || account.IsAdministrator || sending.Allows(account, sender) || await router.LeadsTo(sender, account.Id, cancellation))
        {
            return true;
        }

        return await directory.FindDomain(sender.Domain, cancellation) is { } domain
            && await directory.Read(reader => reader.Grants(account.Id).Any(grant => grant.Domain is null || grant.Domain == domain.Id), cancellation);
    }
}

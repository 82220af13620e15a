using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>
/// Finds mailboxes by the names that clients give: the account's own, and behind "Other Users/ADDRESS/" and "Shared/" those of others (RFC 2342 §5).
/// </summary>
/// <remarks>An account that has a mailbox of such a name itself keeps it: the names of others are hidden behind it.</remarks>
internal sealed class MailboxReach(ImapSession session)
{
    public const string OthersRoot = "Other Users";
    public const string SharedRoot = "Shared";

    // The name spaces of others have this separator in every style: addresses contain dots.
    public const char Separator = '/';

    private Sharing Sharing => session.Services.Sharing;

    private Account Reader => session.Account!;

    /// <summary>Whether the names below a root are those of others.</summary>
    public bool IsRoot(string root) => Sharing.IsOn && !session.Mail!.Mailboxes.Any(own => IsAtOrBelow(own.Name, root));

    /// <summary>Whether a name, as it is shown and subscribed to, lies in the name spaces of others.</summary>
    public bool IsForeign(string shown) => (IsAtOrBelow(shown, OthersRoot) && IsRoot(OthersRoot)) || (IsAtOrBelow(shown, SharedRoot) && IsRoot(SharedRoot));

    /// <summary>Whether an own mailbox of that name would hide the mailboxes of others.</summary>
    public bool IsRootName(MailboxPlace place) =>
        place.IsOwn && ((IsAtOrBelow(place.Name, OthersRoot) && IsRoot(OthersRoot)) || (IsAtOrBelow(place.Name, SharedRoot) && IsRoot(SharedRoot)));

    /// <summary>The mailbox of a name; null when there is none, or none that the session may know of.</summary>
    public async ValueTask<ReachedMailbox?> Find(byte[] wire) => await Place(wire) is { } place ? place.Find() : null;

    /// <summary>The place of a name; null when it is no name.</summary>
    public ValueTask<MailboxPlace?> Place(byte[] wire) => MailboxNames.Decode(wire, session.SpeaksUtf8) is { } shown ? Place(shown) : default;

    /// <summary>The own mailbox of that number.</summary>
    public ReachedMailbox Own(MailboxInfo info) => new(Own(info.Name, session.Names.ToShown(info.Name) ?? info.Name), info);

    /// <summary>The mailboxes that others share with this account.</summary>
    public async ValueTask<List<ReachedMailbox>> Shared()
    {
        var all = new List<ReachedMailbox>();
        var (others, shared) = (IsRoot(OthersRoot), IsRoot(SharedRoot));
        foreach (var owner in await Sharing.Owners(Reader, CancellationToken.None))
        {
            var isShared = IsSharedHere(owner);
            if (isShared ? !shared : !others)
            {
                continue;
            }

            var mail = await Sharing.Open(owner, CancellationToken.None);
            foreach (var info in mail.Mailboxes)
            {
                if (Foreign(owner, mail, info.Name, isShared).Find() is { } reached)
                {
                    all.Add(reached);
                }
            }
        }

        return all;
    }

    private async ValueTask<MailboxPlace?> Place(string shown)
    {
        var name = shown.Length > 1 && shown[^1] == Separator ? shown[..^1] : shown;
        if (!IsForeign(name))
        {
            return session.Names.ToStore(shown) is { } own ? Own(own, session.Names.ToShown(own) ?? shown) : null;
        }

        if (IsAtOrBelow(name, SharedRoot))
        {
            return name.Length > SharedRoot.Length + 1
                && await Sharing.SharedAccountOf(Reader.DomainId, CancellationToken.None) is { } shared && shared.Id != Reader.Id
                ? await Foreign(shared, name[(SharedRoot.Length + 1)..], isShared: true) : null;
        }

        var rest = name.Length > OthersRoot.Length ? name[(OthersRoot.Length + 1)..] : "";
        var end = rest.IndexOf(Separator, StringComparison.Ordinal);
        return end > 0 && await session.Services.Directory.FindAccount(rest[..end].ToLowerInvariant(), CancellationToken.None) is { } owner
            && owner.Id != Reader.Id && !IsSharedHere(owner)
            ? await Foreign(owner, rest[(end + 1)..], isShared: false) : null;
    }

    // The shared account of another domain is one of the other users.
    private bool IsSharedHere(Account owner) => owner.DomainId == Reader.DomainId && Sharing.IsShared(owner);

    private MailboxPlace Own(string name, string shown) =>
        new(Sharing, Reader, Reader, session.Mail!, name, shown, session.Names.Separator);

    private async ValueTask<MailboxPlace?> Foreign(Account owner, string name, bool isShared) =>
        Sharing.MaySee(Reader, owner) ? Foreign(owner, await Sharing.Open(owner, CancellationToken.None), name, isShared) : null;

    private MailboxPlace Foreign(Account owner, MailAccount mail, string name, bool isShared)
    {
        var normal = mail.Find(name)?.Name ?? name;
        return new(Sharing, Reader, owner, mail, normal, isShared ? $"{SharedRoot}/{normal}" : $"{OthersRoot}/{owner.Address}/{normal}", Separator);
    }

    private static bool IsAtOrBelow(string name, string root) =>
        name.StartsWith(root, StringComparison.Ordinal) && (name.Length == root.Length || name[root.Length] == Separator);
}

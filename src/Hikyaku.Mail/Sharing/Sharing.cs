using System.Text.Json;

using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Sharing;

/// <summary>Who may do what with mailboxes of other accounts. The owner of a mailbox may do everything, always.</summary>
/// <remarks>Standards: RFC 4314. Security: only within a domain, unless the settings say otherwise; rights that were given before count by the settings of now.</remarks>
public sealed class Sharing(
    Directory.Directory directory, IDirectoryStorage storage, Mailstore mailstore, Settings.Settings settings, TimeProvider time)
{
    private const int MaxOwners = 1000;

    /// <summary>Whether mailboxes can be shared at all.</summary>
    public bool IsOn => settings.Get(SharingSettings.Enabled);

    /// <summary>What someone may do with a mailbox of an owner.</summary>
    public MailboxRights RightsOf(Account reader, Account owner, MailAccount mail, MailboxId mailbox)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(mail);
        if (reader.Id == owner.Id)
        {
            return MailboxRights.All;
        }

        var (given, taken) = (MailboxRights.None, MailboxRights.None);
        if (MaySee(reader, owner))
        {
            foreach (var (grantee, rights) in mail.Rights(mailbox))
            {
                if (Means(grantee, reader))
                {
                    given |= grantee.IsNegative ? MailboxRights.None : rights;
                    taken |= grantee.IsNegative ? rights : MailboxRights.None;
                }
            }
        }

        return given & ~taken;
    }

    /// <summary>Whether anything of an owner can be seen.</summary>
    public bool MaySee(Account reader, Account owner)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(owner);
        return IsOn && (reader.DomainId == owner.DomainId || settings.Get(SharingSettings.AcrossDomains));
    }

    /// <summary>Whether an account is the one whose mailboxes are those of all in its domain.</summary>
    public bool IsShared(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var name = settings.Get(SharingSettings.SharedAccount);
        return name.Length > 0 && account.Address.StartsWith(name.ToLowerInvariant() + "@", StringComparison.Ordinal);
    }

    /// <summary>The account whose mailboxes are those of all in a domain, if there is one.</summary>
    public async ValueTask<Account?> SharedAccountOf(DomainId domain, CancellationToken cancellation)
    {
        var name = settings.Get(SharingSettings.SharedAccount);
        return name.Length > 0 && await directory.Read(reader => reader.GetDomain(domain), cancellation) is { } known
            ? await directory.FindAccount($"{name.ToLowerInvariant()}@{known.Name}", cancellation) : null;
    }

    /// <summary>The accounts that share mailboxes with someone, by address; some of them may have taken it back.</summary>
    public async ValueTask<IReadOnlyList<Account>> Owners(Account reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var owners = new SortedDictionary<string, Account>(StringComparer.Ordinal);
        if (!IsOn)
        {
            return [];
        }

        Grantee[] names = [Grantee.Of(reader.Id), Grantee.Of(reader.DomainId), Grantee.Anyone];
        var found = await directory.Read(all => names.SelectMany(name => all.OwnersSharingWith(name.Key, MaxOwners)).Distinct().ToList(), cancellation);
        foreach (var id in found)
        {
            if (id != reader.Id && await directory.GetAccount(id, cancellation) is { } owner && MaySee(reader, owner))
            {
                owners[owner.Address] = owner;
            }
        }

        return [.. owners.Values];
    }

    /// <summary>The mail of an owner.</summary>
    public ValueTask<MailAccount> Open(Account owner, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return mailstore.Open(owner.Id, cancellation);
    }

    /// <summary>Whom an identifier means: an address, "@domain", "anyone", each with "-" before it for what is taken away; null when nobody.</summary>
    public async ValueTask<Grantee?> Find(string identifier, Account owner, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        ArgumentNullException.ThrowIfNull(owner);
        var isNegative = identifier.StartsWith('-');
        var name = isNegative ? identifier[1..] : identifier;
        Grantee? found = null;
        if (name.Equals("anyone", StringComparison.OrdinalIgnoreCase))
        {
            found = Grantee.Anyone;
        }
        else if (name.StartsWith('@'))
        {
            var domain = await directory.FindDomain(name[1..], cancellation);
            found = domain is not null && MayGiveTo(domain.Id, owner) ? Grantee.Of(domain.Id) : null;
        }
        else if (await directory.FindSignInName(name.Contains('@') ? name : name + owner.Address[owner.Address.LastIndexOf('@')..], cancellation) is { } account)
        {
            found = MayGiveTo(account.DomainId, owner) ? Grantee.Of(account.Id) : null;
        }

        return found is null ? null : found with { IsNegative = isNegative };
    }

    /// <summary>The identifier of whom rights are given to; null when he is gone.</summary>
    public async ValueTask<string?> NameOf(Grantee grantee, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(grantee);
        var name = grantee switch
        {
            { Account: { } account } => (await directory.GetAccount(account, cancellation))?.Address,
            { Domain: { } domain } => await directory.Read(reader => reader.GetDomain(domain), cancellation) is { } known ? "@" + known.Name : null,
            _ => "anyone",
        };
        return name is null ? null : grantee.IsNegative ? "-" + name : name;
    }

    /// <summary>Gives someone rights on a mailbox, or takes them away, and writes the audit record; false when the mailbox is gone or given to too many.</summary>
    public async ValueTask<bool> SetRights(
        Account owner, MailAccount mail, MailboxInfo mailbox, Grantee grantee, MailboxRights rights, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(mailbox);
        ArgumentNullException.ThrowIfNull(grantee);
        var before = mail.Rights(mailbox.Id).TryGetValue(grantee, out var known) ? known : MailboxRights.None;
        var name = await NameOf(grantee, cancellation) ?? grantee.ToString();
        if (rights != MailboxRights.None && !grantee.IsNegative)
        {
            // Before the rights: whoever has some must find the mailbox.
            await storage.Change(writer => { writer.SaveShare(owner.Id, grantee.Key); return true; }, cancellation);
        }

        if (!await mail.SetRights(mailbox.Id, grantee, rights, cancellation))
        {
            return false;
        }

        await storage.Change(
            writer =>
            {
                if (!grantee.IsNegative && !mail.HasRights(grantee))
                {
                    writer.RemoveShare(owner.Id, grantee.Key);
                }

                writer.AddAuditRecord(new AuditRecord(
                    0, time.GetUtcNow(), actor, "mailbox.rights", owner.Address, Json(mailbox.Name, name, before), Json(mailbox.Name, name, rights)));
                return true;
            },
            cancellation);
        return true;
    }

    private bool MayGiveTo(DomainId domain, Account owner) => domain == owner.DomainId || settings.Get(SharingSettings.AcrossDomains);

    private bool Means(Grantee grantee, Account reader) =>
        grantee.Account is { } account ? account == reader.Id
        : grantee.Domain is { } domain ? domain == reader.DomainId
        : settings.Get(SharingSettings.Anyone);

    private static string Json(string mailbox, string name, MailboxRights rights) =>
        JsonSerializer.Serialize(new { mailbox, name, rights = RightsText.Format(rights) });
}

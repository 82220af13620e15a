using System.Net;

using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Mail.Directory;

/// <summary>
/// Makes every change of the directory: checks permission, validity and limits, writes the audit record, all in one transaction that is on
/// stable storage when the method returns. What is refused says why and changes nothing.
/// </summary>
public sealed class DirectoryEditor
{
    private readonly IDirectoryStorage _storage;
    private readonly DirectoryCache _cache;
    private readonly NewPassword _newPassword;
    private readonly SignInLog _signIns;
    private readonly TimeProvider _time;

    internal DirectoryEditor(IDirectoryStorage storage, DirectoryCache cache, NewPassword newPassword, SignInLog signIns, TimeProvider time) =>
        (_storage, _cache, _newPassword, _signIns, _time) = (storage, cache, newPassword, signIns, time);

    /// <summary>Adds a domain.</summary>
    public ValueTask<DirectoryChange<Domain>> AddDomain(NewDomain domain, Actor actor, CancellationToken cancellation) =>
        Edit(edit => DomainEdits.Add(edit, domain), actor, cancellation);

    /// <summary>Changes a domain; its administrators may set the catch-all only.</summary>
    public ValueTask<DirectoryChange<Domain>> ChangeDomain(DomainId id, DomainChange change, Actor actor, CancellationToken cancellation) =>
        Edit(edit => DomainEdits.Change(edit, id, change), actor, cancellation);

    /// <summary>Removes a domain and returns the accounts that went with it, whose mail the caller removes.</summary>
    /// <param name="id">The domain.</param>
    /// <param name="withAccounts">Without it, a domain that has accounts is refused.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask<DirectoryChange<IReadOnlyList<AccountId>>> RemoveDomain(
        DomainId id, bool withAccounts, Actor actor, CancellationToken cancellation) =>
        Edit(edit => DomainEdits.Remove(edit, id, withAccounts), actor, cancellation);

    /// <summary>Gives a domain another name.</summary>
    public ValueTask<DirectoryChange<Domain>> AddAliasDomain(DomainId id, string name, Actor actor, CancellationToken cancellation) =>
        Edit(edit => DomainEdits.AddAlias(edit, id, name), actor, cancellation);

    /// <summary>Takes another name from a domain.</summary>
    public ValueTask<DirectoryChange<Domain>> RemoveAliasDomain(string name, Actor actor, CancellationToken cancellation) =>
        Edit(edit => DomainEdits.RemoveAlias(edit, name), actor, cancellation);

    /// <summary>Adds an account; a password in clear becomes an argon2id hash, a ready hash is stored as it is.</summary>
    public async ValueTask<DirectoryChange<Account>> AddAccount(NewAccount account, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        var hash = account.PasswordHash;
        if (account.Password is not null)
        {
            if (_newPassword.Check(account.Password) is { } refusal)
            {
                return refusal;
            }

            hash = await _newPassword.Hash(account.Password, cancellation);
        }

        return await Edit(edit => AccountEdits.Add(edit, account, hash), actor, cancellation);
    }

    /// <summary>Changes an account; its owner may change forward and language.</summary>
    public ValueTask<DirectoryChange<Account>> ChangeAccount(AccountId id, AccountChange change, Actor actor, CancellationToken cancellation) =>
        Edit(edit => AccountEdits.Change(edit, id, change), actor, cancellation);

    /// <summary>Sets a password, kept as an argon2id hash.</summary>
    public async ValueTask<DirectoryChange<Account>> SetPassword(AccountId id, string password, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (_newPassword.Check(password) is { } refusal)
        {
            return refusal;
        }

        var hash = await _newPassword.Hash(password, cancellation);
        return await Edit(edit => AccountEdits.SetHash(edit, id, hash), actor, cancellation);
    }

    /// <summary>Stores a ready hash, or none ("") so that nobody signs in with a password.</summary>
    public ValueTask<DirectoryChange<Account>> SetPasswordHash(AccountId id, string hash, Actor actor, CancellationToken cancellation) =>
        Edit(edit => AccountEdits.SetHash(edit, id, hash), actor, cancellation);

    /// <summary>Replaces a hash by a better one of the same password, unless the password changed in the meantime.</summary>
    public ValueTask<DirectoryChange<Account>> ReplaceHash(AccountId id, string oldHash, string newHash, CancellationToken cancellation) =>
        Edit(edit => AccountEdits.ReplaceHash(edit, id, oldHash, newHash), Actor.System, cancellation);

    /// <summary>Removes an account; the caller removes its mail.</summary>
    public ValueTask<DirectoryChange<Account>> RemoveAccount(AccountId id, Actor actor, CancellationToken cancellation) =>
        Edit(edit => AccountEdits.Remove(edit, id), actor, cancellation);

    /// <summary>Adds an alias; targets are addresses inside or outside.</summary>
    public ValueTask<DirectoryChange<Alias>> AddAlias(string address, IReadOnlyList<string> targets, Actor actor, CancellationToken cancellation) =>
        Edit(edit => AliasEdits.Add(edit, address, targets), actor, cancellation);

    /// <summary>Gives an alias other targets.</summary>
    public ValueTask<DirectoryChange<Alias>> ChangeAlias(string address, IReadOnlyList<string> targets, Actor actor, CancellationToken cancellation) =>
        Edit(edit => AliasEdits.Change(edit, address, targets), actor, cancellation);

    /// <summary>Removes an alias.</summary>
    public ValueTask<DirectoryChange<Alias>> RemoveAlias(string address, Actor actor, CancellationToken cancellation) =>
        Edit(edit => AliasEdits.Remove(edit, address), actor, cancellation);

    /// <summary>Makes an account an administrator of a domain, or of the server when <paramref name="domain"/> is null.</summary>
    public ValueTask<DirectoryChange<Grant>> Grant(AccountId account, DomainId? domain, Actor actor, CancellationToken cancellation) =>
        Edit(edit => GrantEdits.Add(edit, account, domain), actor, cancellation);

    /// <summary>Takes such a right away.</summary>
    public ValueTask<DirectoryChange<Grant>> Revoke(AccountId account, DomainId? domain, Actor actor, CancellationToken cancellation) =>
        Edit(edit => GrantEdits.Remove(edit, account, domain), actor, cancellation);

    /// <summary>Adds a mailing list, or replaces the one of that address with all its members.</summary>
    public ValueTask<DirectoryChange<MailingList>> SaveMailingList(
        MailingList list, IReadOnlyCollection<ListMember> members, Actor actor, CancellationToken cancellation) =>
        Edit(edit => ListEdits.Save(edit, list, members), actor, cancellation);

    /// <summary>Removes a mailing list.</summary>
    public ValueTask<DirectoryChange<MailingList>> RemoveMailingList(string address, Actor actor, CancellationToken cancellation) =>
        Edit(edit => ListEdits.Remove(edit, address), actor, cancellation);

    /// <summary>Adds an autoresponder, or replaces the one of that address.</summary>
    public ValueTask<DirectoryChange<Autoresponder>> SaveAutoresponder(Autoresponder autoresponder, Actor actor, CancellationToken cancellation) =>
        Edit(edit => AutoresponderEdits.Save(edit, autoresponder), actor, cancellation);

    /// <summary>Removes an autoresponder.</summary>
    public ValueTask<DirectoryChange<Autoresponder>> RemoveAutoresponder(string address, Actor actor, CancellationToken cancellation) =>
        Edit(edit => AutoresponderEdits.Remove(edit, address), actor, cancellation);

    /// <summary>Notes a sign-in; written behind, in batches, and never an obstacle to it.</summary>
    public void RecordSignIn(AccountId account, Services protocol, IPAddress address, DateTimeOffset at) =>
        _signIns.Add(new SignIn(account, protocol, address, at));

    /// <summary>An editor and a directory on a copy, to see what changes would come to.</summary>
    public async ValueTask<DirectoryRehearsal> Rehearse(Directory directory, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var copy = await _storage.Copy(cancellation);
        var cache = new DirectoryCache(copy);
        return new DirectoryRehearsal(copy, directory.On(copy, cache), new DirectoryEditor(copy, cache, _newPassword, _signIns, _time));
    }

    private async ValueTask<DirectoryChange<T>> Edit<T>(Func<EditContext, DirectoryChange<T>> work, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        EditContext? done = null;
        var change = await _storage.Change(
            writer =>
            {
                done = new EditContext(writer, actor, _time.GetUtcNow());
                return work(done);
            },
            cancellation);
        if (change is DirectoryChange<T>.Done)
        {
            _cache.Forget(done!);
        }

        return change;
    }
}

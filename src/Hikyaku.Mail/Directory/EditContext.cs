namespace Hikyaku.Mail.Directory;

/// <summary>One change on its way: the transaction, who makes it, and what must be forgotten by caches after it.</summary>
internal sealed class EditContext(IDirectoryWriter writer, Actor actor, DateTimeOffset now)
{
    private readonly List<string> _addresses = [];
    private readonly List<AccountId> _accounts = [];

    public IDirectoryWriter Writer => writer;

    public Actor Actor => actor;

    public DateTimeOffset Now => now;

    public bool TouchedEverything { get; private set; }

    public IReadOnlyList<string> TouchedAddresses => _addresses;

    public IReadOnlyList<AccountId> TouchedAccounts => _accounts;

    public void Touch(string address) => _addresses.Add(address);

    public void Touch(Account account)
    {
        _addresses.Add(account.Address);
        _accounts.Add(account.Id);
    }

    public void TouchEverything() => TouchedEverything = true;

    public void Record(string action, string subject, string? before, string? after) =>
        writer.AddAuditRecord(new AuditRecord(0, now, actor, action, subject, before, after));
}

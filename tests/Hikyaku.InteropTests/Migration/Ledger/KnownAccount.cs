using System.Globalization;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>An account of the old host: its row, its mail, and what shall become of both.</summary>
internal sealed class KnownAccount(KnownDomain domain, string name)
{
    private readonly List<KnownFolder> _folders = [];
    private readonly List<string> _subscriptions = [];
    private readonly List<(KnownMessage Message, string Uidl)> _pop3 = [];

    public string Name { get; } = name;

    public KnownDomain Domain { get; } = domain;

    public string Address => $"{Name.ToLowerInvariant()}@{Domain.Name}";

    public string OldHome => $"{Domain.OldFolder}/{Name.ToLowerInvariant()}";

    public string Home => Path.Combine(Domain.Folder, Name.ToLowerInvariant());

    public string Maildir => Path.Combine(Home, "Maildir");

    // The row as the old host had it.
    public string Hash { get; init; } = OldHost.Md5;

    public int Flags { get; init; }

    public string Quota { get; init; } = "NOQUOTA";

    public byte[] Gecos { get; init; } = [];

    // What it shall be here.
    public string Password { get; init; } = OldHost.Password;

    /// <summary>False for a hash that no password fits.</summary>
    public bool SignsIn { get; init; } = true;

    public string ShownName { get; init; } = "";

    public long QuotaBytes { get; init; }

    public long QuotaMessages { get; init; }

    /// <summary>Services that it may not use, in our words.</summary>
    public IReadOnlyList<string> Off { get; init; } = [];

    public string State { get; init; } = "Active";

    public bool MayChangePassword { get; init; } = true;

    public bool IsAdministrator { get; init; }

    public string Forward { get; init; } = "-";

    public IReadOnlyList<KnownFolder> Folders => _folders;

    public IEnumerable<string> Uidls => _pop3.Select(entry => entry.Uidl);

    public KnownFolder Folder(string directory, string shown)
    {
        var folder = new KnownFolder(this, directory, shown);
        _folders.Add(folder);
        return folder;
    }

    public void Subscribed(params string[] folders) => _subscriptions.AddRange(folders);

    /// <summary>INBOX over POP3, in the order that the old server gave.</summary>
    public void Pop3(KnownMessage message, string uidl) => _pop3.Add((message, uidl));

    public IEnumerable<string> Notes()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"account {Address} '{ShownName}' {Hash} quota={QuotaBytes}/{QuotaMessages} off={string.Join(',', Off.Order(StringComparer.Ordinal))} {State} change={MayChangePassword} admin={IsAdministrator} forward={Forward}");
        foreach (var note in _folders.SelectMany(folder => folder.Notes()).Concat(_subscriptions.Select(folder => Note.Subscription(Address, folder))))
        {
            yield return note;
        }

        for (var at = 0; at < _pop3.Count; at++)
        {
            yield return Note.Pop3(Address, at + 1, _pop3[at].Uidl, _pop3[at].Message.Lines);
        }
    }
}

using System.Text;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>A domain of the old host and what shall become of it.</summary>
internal sealed class KnownDomain(KnownHost host, string name, string place)
{
    private readonly List<KnownAccount> _accounts = [];
    private readonly List<string> _notes = [];

    public string Name { get; } = name;

    public string OldFolder => $"{KnownHost.OldHome}/domains/{place}";

    public string Folder => Path.Combine(host.Home, "domains", place);

    public IReadOnlyList<KnownAccount> Accounts => _accounts;

    public IReadOnlyList<string> AliasDomains { get; init; } = [];

    /// <summary>In the words of <see cref="SeenDirectory"/>.</summary>
    public string CatchAll { get; init; } = "None";

    public string Limits { get; init; } = "";

    /// <summary>The row of table limits, or the lines of .qmailadmin-limits.</summary>
    public (string Columns, string Values, string File)? OldLimits { get; init; }

    public KnownAccount Add(KnownAccount account)
    {
        _accounts.Add(account);
        System.IO.Directory.CreateDirectory(account.Home);
        return account;
    }

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding.Latin1);
    }

    /// <summary>An alias in the form that the host keeps: a dot-qmail file, or rows of table valias.</summary>
    public void Alias(string alias, IReadOnlyList<string> lines, params string[] targets)
    {
        if (host.Kind.HasValias)
        {
            host.Valias.AddRange(lines.Select(line => (alias, Name, line)));
        }
        else
        {
            // A dot of the name is a colon in the file's name.
            Write(".qmail-" + alias.Replace('.', ':'), string.Join('\n', lines) + "\n");
        }

        Expect(Note.Alias($"{alias}@{Name}", targets));
    }

    public void Expect(string note) => _notes.Add(note);

    public IEnumerable<string> Notes() =>
        [$"domain {Name} aliases={string.Join(',', AliasDomains)} catch={CatchAll} limits={Limits}", .. _accounts.SelectMany(account => account.Notes()), .. _notes];
}

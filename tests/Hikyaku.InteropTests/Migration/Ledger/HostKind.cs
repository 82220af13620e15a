namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>How the old host keeps its accounts.</summary>
/// <param name="IsSql">In a database; false: in vpasswd.</param>
/// <param name="IsDump">The database is given as a dump.</param>
/// <param name="TablePerDomain">One table for each domain.</param>
/// <param name="HasValias">Aliases and limits are in tables; false: in files.</param>
internal sealed record HostKind(bool IsSql, bool IsDump, bool TablePerDomain, bool HasValias)
{
    public static IReadOnlyDictionary<string, HostKind> All { get; } = new Dictionary<string, HostKind>(StringComparer.Ordinal)
    {
        ["vpasswd"] = new(false, false, false, false),
        ["live MariaDB"] = new(true, false, false, true),
        ["live MariaDB, one table per domain"] = new(true, false, true, false),
        ["dump"] = new(true, true, false, true),
        ["dump, one table per domain"] = new(true, true, true, true),
    };
}

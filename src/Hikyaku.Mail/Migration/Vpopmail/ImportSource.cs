using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Where a vpopmail host lies.</summary>
public sealed record ImportSource
{
    /// <summary>The copy of ~vpopmail.</summary>
    public required string Home { get; init; }

    /// <summary>The copy of /var/qmail.</summary>
    public required string Qmail { get; init; }

    /// <summary>The database; null: vpasswd files.</summary>
    public IVpopmailDatabase? Database { get; init; }

    /// <summary>Path prefixes of the old host and where they lie now.</summary>
    public IReadOnlyList<(string Old, string New)> Map { get; init; } = [];

    /// <summary>Domains and addresses to take, lower case; none: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The trees.</summary>
    internal SourceTree Tree() => new([Home, Qmail], Map);

    /// <summary>Whether anything of a domain is wanted.</summary>
    internal bool WantsDomain(string domain) => Only.Count == 0 || Only.Any(only => only == domain || only.EndsWith("@" + domain, StringComparison.Ordinal));

    /// <summary>Whether all of a domain is wanted.</summary>
    internal bool WantsWhole(string domain) => Only.Count == 0 || Only.Contains(domain);

    /// <summary>Whether an address is wanted.</summary>
    internal bool WantsAddress(string address) =>
        Only.Count == 0 || Only.Contains(address) || Only.Contains(address[(address.LastIndexOf('@') + 1)..]);
}

using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>A domain as the old host has it.</summary>
public sealed class SourceDomain(string name, string directory)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its directory on the old host.</summary>
    public string Directory => directory;

    /// <summary>Where that lies here, or null.</summary>
    public BytePath? Folder { get; set; }

    /// <summary>Other names of it.</summary>
    public List<string> AliasDomains { get; } = [];

    /// <summary>Its accounts by lower-case name.</summary>
    public SortedDictionary<string, VpopmailUser> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>Where and when its accounts signed in last, as far as the database tells.</summary>
    public Dictionary<string, LastSignIn> SignIns { get; } = new(StringComparer.Ordinal);

    /// <summary>valias lines by lower-case name, in the order of the rows.</summary>
    public SortedDictionary<string, List<string>> Valias { get; } = new(StringComparer.Ordinal);

    /// <summary>Its limits, or null.</summary>
    public VpopmailLimits? Limits { get; set; }
}

using Hikyaku.Formats.Qmail;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>All that was read of the old host but the mail.</summary>
public sealed class VpopmailHost
{
    /// <summary>The domains by name.</summary>
    public SortedDictionary<string, SourceDomain> Domains { get; } = new(StringComparer.Ordinal);

    /// <summary>Accounts by their home on the old host, for lines that name a path.</summary>
    public Dictionary<string, string> Homes { get; } = new(StringComparer.Ordinal);

    /// <summary>Domains that were taken for others.</summary>
    public List<string> BackupDomains { get; } = [];

    /// <summary>Where mail was sent.</summary>
    public List<SmtpRoute> Routes { get; } = [];

    /// <summary>The host's name, or "".</summary>
    public string HostName { get; set; } = "";
}

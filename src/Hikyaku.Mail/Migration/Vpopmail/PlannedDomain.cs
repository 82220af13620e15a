using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>A domain to make, with all that is in it.</summary>
public sealed class PlannedDomain(string name)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whether all of it is imported, so that its settings are too.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Its limits.</summary>
    public DomainLimits Limits { get; set; } = DomainLimits.Unlimited;

    /// <summary>Services that nobody in it has.</summary>
    public Services DisabledServices { get; set; }

    /// <summary>Where mail for unknown addresses goes.</summary>
    public VdelivermailDefault CatchAll { get; set; } = new VdelivermailDefault.Bounce();

    /// <summary>The account that <see cref="CatchAll"/> names by its home.</summary>
    public string? CatchAllAccount { get; set; }

    /// <summary>Other names of it.</summary>
    public List<string> AliasDomains { get; } = [];

    /// <summary>Its accounts.</summary>
    public List<PlannedAccount> Accounts { get; } = [];

    /// <summary>Its aliases.</summary>
    public List<PlannedAlias> Aliases { get; } = [];

    /// <summary>Its automatic replies, of accounts and of addresses of their own.</summary>
    public List<PlannedAutoresponder> Autoresponders { get; } = [];

    /// <summary>Its mailing lists.</summary>
    public List<PlannedList> Lists { get; } = [];
}

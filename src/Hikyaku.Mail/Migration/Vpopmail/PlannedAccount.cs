using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>An account to make, and where its mail lies.</summary>
/// <param name="Account">All but the namespace, which its Maildir decides.</param>
/// <param name="IsAdministrator">Whether it administers its domain.</param>
/// <param name="Home">Its home here; null: none, or outside the trees.</param>
public sealed record PlannedAccount(NewAccount Account, bool IsAdministrator, BytePath? Home)
{
    /// <summary>What else a report tells of it.</summary>
    public List<ReportDetail> Notes { get; } = [];

    /// <summary>Its address.</summary>
    public string Address => Account.Address;
}

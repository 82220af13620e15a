using System.Globalization;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>The last sign-in at the old host, which does not tell the protocol.</summary>
/// <param name="At">When.</param>
/// <param name="From">From where, as it is written there.</param>
public sealed record LastSignIn(DateTimeOffset At, string From)
{
    /// <summary>It, for a report.</summary>
    public ReportDetail Words => new("LastSignIn", At.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture), From.Length == 0 ? "-" : From);
}

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>A report of another server about its connections to a domain here.</summary>
/// <param name="Received">When it came.</param>
/// <param name="Organization">Who made it.</param>
/// <param name="ReportId">Its name there.</param>
/// <param name="Domain">The domain that it is about.</param>
/// <param name="Start">The first moment that it is about.</param>
/// <param name="End">The last one.</param>
/// <param name="Succeeded">Sessions that were protected as they should be.</param>
/// <param name="Failed">Sessions that were not.</param>
/// <param name="Document">The report in JSON.</param>
public sealed record ReceivedTlsReport(
    DateTimeOffset Received, string Organization, string ReportId, string Domain, DateTimeOffset Start, DateTimeOffset End, long Succeeded, long Failed, string Document);

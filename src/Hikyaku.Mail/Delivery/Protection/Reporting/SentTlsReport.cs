namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>How far the report of a day to a domain came.</summary>
/// <param name="Day">The day that it is about.</param>
/// <param name="Domain">The domain.</param>
/// <param name="IsOver">It is sent, given up or not wanted.</param>
/// <param name="Next">When it is tried again, if it is not over.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Status">Where it went, or why not.</param>
public sealed record SentTlsReport(DateOnly Day, string Domain, bool IsOver, DateTimeOffset Next, int Attempts, string Status);

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>Who reports.</summary>
/// <param name="HostName">This server.</param>
/// <param name="Contact">The address of who answers questions.</param>
public sealed record TlsReporter(string HostName, Func<string> Contact);

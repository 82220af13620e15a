using System.Net;

namespace Hikyaku.Mail.Delivery;

/// <summary>A host that did not answer lately, and is tried behind the others until a time.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EndPoint">Its address.</param>
/// <param name="Status">What went wrong.</param>
/// <param name="Until">Until when it is remembered.</param>
public sealed record FailedHost(string Name, IPEndPoint EndPoint, SmtpStatus Status, DateTimeOffset Until);

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>A policy of a domain as it was fetched.</summary>
/// <param name="Domain">The domain, in ASCII and lower case.</param>
/// <param name="Id">The id of its record at that time.</param>
/// <param name="Text">The policy as a file.</param>
/// <param name="Fetched">When it was fetched.</param>
/// <param name="Expires">Until when it holds.</param>
/// <param name="Used">When mail to the domain last asked for it, to a day.</param>
public sealed record StoredPolicy(string Domain, string Id, string Text, DateTimeOffset Fetched, DateTimeOffset Expires, DateTimeOffset Used);

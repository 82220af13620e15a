namespace Hikyaku.Mail.Settings;

/// <summary>What is known before the database opens, from hikyaku.json.</summary>
/// <param name="HostName">How this host calls itself: EHLO, Received, greetings.</param>
/// <param name="DataFolder">Full path of the data folder.</param>
public sealed record ServerIdentity(string HostName, string DataFolder);

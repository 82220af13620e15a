namespace Hikyaku.Mail.Queue;

/// <summary>A destination with recipients that wait.</summary>
/// <param name="Name">A domain, or a smart host.</param>
/// <param name="Due">When the first of them is due.</param>
public sealed record DueDestination(string Name, DateTimeOffset Due);

namespace Hikyaku.Mail.Queue;

/// <summary>A recipient that goes another way.</summary>
/// <param name="Number">The recipient.</param>
/// <param name="Destination">Where it goes now.</param>
public sealed record ReroutedRecipient(int Number, string Destination);

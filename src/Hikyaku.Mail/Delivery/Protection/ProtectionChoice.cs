namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>What the administrator chose about outgoing connections.</summary>
/// <param name="ObeysDane">Whether TLSA records are obeyed.</param>
/// <param name="ObeysMtaSts">Whether MTA-STS policies are obeyed.</param>
/// <param name="Rules">What is different for some domains.</param>
public sealed record ProtectionChoice(bool ObeysDane, bool ObeysMtaSts, RemoteTlsRules Rules);

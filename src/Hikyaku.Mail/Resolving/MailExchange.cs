namespace Hikyaku.Mail.Resolving;

/// <summary>One MX record.</summary>
/// <param name="Preference">Lower comes first.</param>
/// <param name="Host">The host in lower case without a trailing dot; empty for the root.</param>
public sealed record MailExchange(int Preference, string Host)
{
    /// <summary>Whether the record says that the domain takes no mail (RFC 7505 §3).</summary>
    public bool IsNull => Host.Length == 0;
}

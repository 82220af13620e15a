namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Who may fetch what a URL names, and until when (RFC 4467 §3).</summary>
/// <param name="Expires">After that the URL is worth nothing; null for never.</param>
/// <param name="Identifier">Who: anonymous, authuser, user+name or submit+name.</param>
/// <param name="Mechanism">What the token is made by, in upper case; null in a URL that has none yet.</param>
/// <param name="Token">The proof; null in a URL that has none yet.</param>
public sealed record ImapUrlAccess(DateTimeOffset? Expires, string Identifier, string? Mechanism, byte[]? Token);

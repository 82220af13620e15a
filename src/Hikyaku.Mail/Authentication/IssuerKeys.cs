using Hikyaku.Formats.Tokens;

namespace Hikyaku.Mail.Authentication;

/// <summary>The keys of an issuer as they were fetched last.</summary>
/// <param name="Source">From where.</param>
/// <param name="Keys">The keys.</param>
/// <param name="Fetched">When they were fetched.</param>
/// <param name="Tried">When that was tried last.</param>
internal sealed record IssuerKeys(string Source, IReadOnlyList<JsonWebKey> Keys, DateTimeOffset Fetched, DateTimeOffset Tried)
{
    public static IssuerKeys None { get; } = new("", [], default, default);
}

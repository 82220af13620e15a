using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Hikyaku.Formats.Tokens;

/// <summary>A signed token in its compact form (RFC 7515 §3.1, RFC 7519). Nothing of it is true before a key has verified it.</summary>
/// <remarks>Limits: <see cref="MaxLength"/> characters; JSON of a few levels.</remarks>
public sealed class JsonWebToken
{
    /// <summary>The longest token.</summary>
    public const int MaxLength = 16 * 1024;

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 8 };
    private readonly JsonElement _claims;

    private JsonWebToken(string algorithm, string? keyId, JsonElement claims, byte[] signed, byte[] signature) =>
        (Algorithm, KeyId, _claims, Signed, Signature) = (algorithm, keyId, claims, signed, signature);

    /// <summary>How it is signed, such as RS256.</summary>
    public string Algorithm { get; }

    /// <summary>Which key of the issuer signed it; null when it does not say.</summary>
    public string? KeyId { get; }

    /// <summary>The octets that are signed.</summary>
    public byte[] Signed { get; }

    /// <summary>The signature.</summary>
    public byte[] Signature { get; }

    /// <summary>Reads a token; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonWebToken? token)
    {
        ArgumentNullException.ThrowIfNull(text);
        token = null;
        var parts = text.Length <= MaxLength ? text.Split('.') : [];
        if (parts.Length != 3 || !TryReadJson(parts[0], out var header) || !TryReadJson(parts[1], out var claims)
            || !Base64UrlText.TryDecode(parts[2], out var signature) || Text(header, "alg") is not { } algorithm
            || header.TryGetProperty("crit", out _)) // RFC 7515 §4.1.11: what must be understood is not
        {
            return false;
        }

        token = new JsonWebToken(algorithm, Text(header, "kid"), claims, Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), signature);
        return true;
    }

    /// <summary>A claim that is text.</summary>
    public string? Find(string claim) => Text(_claims, claim);

    /// <summary>Whether a claim is there and false.</summary>
    public bool Denies(string claim) => _claims.TryGetProperty(claim, out var value)
        && (value.ValueKind == JsonValueKind.False || (value.ValueKind == JsonValueKind.String && value.ValueEquals("false")));

    /// <summary>Whether it is meant for somebody (RFC 7519 §4.1.3).</summary>
    public bool IsFor(string audience)
    {
        if (!_claims.TryGetProperty("aud", out var value))
        {
            return false;
        }

        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(audience))
            : value.ValueKind == JsonValueKind.String && value.ValueEquals(audience);
    }

    /// <summary>Whether it is good at that time (RFC 7519 §4.1.4, §4.1.5); one without an end is not.</summary>
    public bool IsGoodAt(DateTimeOffset time, TimeSpan leeway) =>
        Time("exp") is { } end && time - leeway < end && (Time("nbf") is not { } start || time + leeway >= start);

    private DateTimeOffset? Time(string claim) =>
        _claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
            && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Decoded(value) : null;

    private static string? Decoded(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text.
            return null;
        }
    }

    private static bool TryReadJson(string part, out JsonElement element)
    {
        element = default;
        if (!Base64UrlText.TryDecode(part, out var octets))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(octets, Bounded);
            element = document.RootElement.Clone();
            return element.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Text.Json;

namespace Hikyaku.Formats.Tokens;

/// <summary>The public keys of an issuer (RFC 7517 §5).</summary>
/// <remarks>Limits: the first <see cref="MaxKeys"/> keys; those of other kinds or for other uses are left out.</remarks>
public static class JsonWebKeySet
{
    /// <summary>The most keys that are looked at.</summary>
    public const int MaxKeys = 64;

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 8 };

    /// <summary>Reads a document; null when it is no key set.</summary>
    public static IReadOnlyList<JsonWebKey>? Parse(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document, Bounded);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("keys", out var keys)
                && keys.ValueKind == JsonValueKind.Array
                ? [.. keys.EnumerateArray().Take(MaxKeys).Select(Key).OfType<JsonWebKey>()]
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonWebKey? Key(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not (null or "sig"))
        {
            return null;
        }

        var (id, algorithm) = (Text(key, "kid"), Text(key, "alg"));
        return Text(key, "kty") switch
        {
            "RSA" when Octets(key, "n") is { } modulus && Octets(key, "e") is { } exponent => new JsonWebKey.Rsa(id, algorithm, modulus, exponent),
            "EC" when Text(key, "crv") is { } curve && Octets(key, "x") is { } x && Octets(key, "y") is { } y =>
                new JsonWebKey.EllipticCurve(id, algorithm, curve, x, y),
            _ => null,
        };
    }

    private static byte[]? Octets(JsonElement key, string name) => Text(key, name) is { } text && Base64UrlText.TryDecode(text, out var octets) ? octets : null;

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

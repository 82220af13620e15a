using System.Text.Json;
using Hikyaku.Formats.Tokens;
using Hikyaku.Mail.Delivery.Protection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Authentication;

/// <summary>The issuer of tokens that the administrator trusts (OpenID Connect, RFC 7519): fetches its keys and tells whose a token is.</summary>
/// <remarks>
/// Limits: documents of 64 KiB; keys are fetched anew each hour, and for a key that is not known at most each minute; while the issuer does not answer,
/// its last keys count for a day.
/// </remarks>
public sealed partial class TokenIssuer(IHttpsClient https, Settings.Settings settings, TimeProvider time, ILogger<TokenIssuer> logger)
{
    private const int MaxDocument = 64 * 1024;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private Task _fetching = Task.CompletedTask;
    private volatile IssuerKeys _keys = IssuerKeys.None;

    /// <summary>Tokens are taken: there is an issuer, and a name under which it knows this server.</summary>
    public bool IsConfigured => Issuer.Length > 0 && settings.Get(OAuthSettings.Audience).Length > 0;

    /// <summary>Where a client learns how to get a token.</summary>
    public string Discovery => Issuer.TrimEnd('/') + "/.well-known/openid-configuration";

    private string Issuer => settings.Get(OAuthSettings.Issuer);

    /// <summary>The name of the user whose token it is; null when it is not good.</summary>
    internal async ValueTask<string?> Verify(string text, CancellationToken cancellation)
    {
        if (!IsConfigured || !JsonWebToken.TryParse(text, out var token) || token.Find("iss") != Issuer || !token.IsFor(settings.Get(OAuthSettings.Audience))
            || !token.IsGoodAt(time.GetUtcNow(), Leeway))
        {
            return null;
        }

        var keys = await Keys(token, cancellation);
        var claim = settings.Get(OAuthSettings.UserClaim);
        if (!keys.Any(key => key.Verifies(token)) || (claim == "email" && token.Denies("email_verified")))
        {
            return null;
        }

        return token.Find(claim) is { Length: > 0 } user ? user : null;
    }

    private async ValueTask<IReadOnlyList<JsonWebKey>> Keys(JsonWebToken token, CancellationToken cancellation)
    {
        var source = settings.Get(OAuthSettings.Keys) is { Length: > 0 } chosen ? chosen : Discovery;
        Task fetching;
        lock (_gate)
        {
            if (IsGood(_keys, source, token))
            {
                return _keys.Keys;
            }

            // Everybody who waits shares one fetch.
            fetching = _fetching = _fetching.IsCompleted ? Fetch(source) : _fetching;
        }

        await fetching.WaitAsync(cancellation);
        var keys = _keys;
        return keys.Source == source ? keys.Keys : [];
    }

    // A key that is not known is a reason to look again, but not for each token that names one.
    private bool IsGood(IssuerKeys keys, string source, JsonWebToken token)
    {
        var now = time.GetUtcNow();
        return keys.Source == source
            && (now - keys.Tried < Rest || (now - keys.Fetched < Fresh && (token.KeyId is null || keys.Keys.Any(key => key.KeyId == token.KeyId))));
    }

    private async Task Fetch(string source)
    {
        var now = time.GetUtcNow();
        var address = source == Discovery ? await Discover() : source;
        var answer = address is null ? null : await Get(address);
        if (answer is { } document && JsonWebKeySet.Parse(document) is { } keys)
        {
            _keys = new IssuerKeys(source, keys, now, now);
            return;
        }

        LogNoKeys(source);
        var isKept = _keys.Source == source && now - _keys.Fetched < Longest;
        _keys = isKept ? _keys with { Tried = now } : new IssuerKeys(source, [], default, now);
    }

    // OpenID Connect Discovery §4
    private async ValueTask<string?> Discover()
    {
        if (await Get(Discovery) is not { } document)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = 8 });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("jwks_uri", out var keys)
                && keys.ValueKind == JsonValueKind.String ? keys.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>?> Get(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
        {
            return null;
        }

        var answer = await https.Get(uri, MaxDocument, CancellationToken.None);
        return answer.Status == 200 ? answer.Body : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of the issuer of tokens could not be fetched from {Address}")]
    private partial void LogNoKeys(string address);
}

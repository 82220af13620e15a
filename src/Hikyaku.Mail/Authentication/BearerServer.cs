using System.Text;

namespace Hikyaku.Mail.Authentication;

/// <summary>OAUTHBEARER (RFC 7628) and XOAUTH2, its forerunner: the client shows a token of the issuer that the administrator named.</summary>
internal sealed class BearerServer(SignInContext context, Authenticator authenticator) : SaslServer(context, authenticator)
{
    public const string Bearer = "OAUTHBEARER";
    public const string XOAuth2 = "XOAUTH2";
    private SignInResult? _refused;

    private protected override async ValueTask<SaslStep> Next(ReadOnlyMemory<byte>? response, CancellationToken cancellation)
    {
        // RFC 7628 §3.2.3: the client has read why, and says no more.
        if (_refused is not null)
        {
            return new SaslStep.Done(_refused);
        }

        if (response is not { } octets)
        {
            return new SaslStep.Challenge(default);
        }

        BearerMessage? message;
        if (!(Context.Mechanism == XOAuth2 ? BearerMessage.TryParseXOAuth2(octets.Span, out message) : BearerMessage.TryParseBearer(octets.Span, out message)))
        {
            return new SaslStep.Malformed(Context.Mechanism + " needs a user and a bearer token");
        }

        var result = await Authenticator.SignInByToken(Context, message!, cancellation);
        if (result is SignInResult.SignedIn)
        {
            return new SaslStep.Done(result);
        }

        _refused = result;
        return new SaslStep.Challenge(Problem());
    }

    // RFC 7628 §3.2.2; the old form has numbers of HTTP instead.
    private ReadOnlyMemory<byte> Problem() => Encoding.ASCII.GetBytes(
        Context.Mechanism == XOAuth2
            ? """{"status":"401","schemes":"bearer"}"""
            : $$"""{"status":"invalid_token","openid-configuration":"{{Authenticator.Tokens?.Discovery}}"}""");
}

namespace Hikyaku.Mail.Authentication;

/// <summary>PLAIN (RFC 4616): <c>[authzid] NUL authcid NUL passwd</c>.</summary>
internal sealed class PlainServer(SignInContext context, Authenticator authenticator) : SaslServer(context, authenticator)
{
    private protected override ValueTask<SaslStep> Next(ReadOnlyMemory<byte>? response, CancellationToken cancellation)
    {
        if (response is not { } message)
        {
            return ValueTask.FromResult<SaslStep>(new SaslStep.Challenge(default));
        }

        var first = message.Span.IndexOf((byte)0);
        var second = first < 0 ? -1 : message.Span[(first + 1)..].IndexOf((byte)0);
        if (second <= 0)
        {
            return ValueTask.FromResult<SaslStep>(new SaslStep.Malformed("PLAIN needs an authorization identity, a user name and a password, separated by NUL"));
        }

        var userName = StrictUtf8.GetString(message.Span.Slice(first + 1, second));
        var identity = StrictUtf8.GetString(message.Span[..first]);
        // RFC 4616 §2: another identity is a request to act as somebody else, which nobody may do here.
        return identity.Length > 0 && !string.Equals(identity, userName, StringComparison.OrdinalIgnoreCase)
            ? ValueTask.FromResult<SaslStep>(new SaslStep.Done(Authenticator.Refuse(Context, userName, SignInRefusal.OtherIdentity)))
            : SignIn(userName, message[(first + second + 2)..], cancellation);
    }
}

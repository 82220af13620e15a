namespace Hikyaku.Mail.Authentication;

/// <summary>LOGIN, which no RFC describes but old mailers speak: asks "Username:", then "Password:"; the name may come as initial response.</summary>
internal sealed class LoginServer(SignInContext context, Authenticator authenticator) : SaslServer(context, authenticator)
{
    private bool _hasAsked;
    private string? _userName;

    private protected override ValueTask<SaslStep> Next(ReadOnlyMemory<byte>? response, CancellationToken cancellation)
    {
        // Some clients announce an initial response and send an empty one: they want to be asked.
        if (response is not { } message || (!_hasAsked && message.IsEmpty))
        {
            _hasAsked = true;
            return ValueTask.FromResult<SaslStep>(new SaslStep.Challenge("Username:"u8.ToArray()));
        }

        if (_userName is not null)
        {
            return SignIn(_userName, message, cancellation);
        }

        _userName = StrictUtf8.GetString(message.Span);
        return ValueTask.FromResult<SaslStep>(new SaslStep.Challenge("Password:"u8.ToArray()));
    }
}

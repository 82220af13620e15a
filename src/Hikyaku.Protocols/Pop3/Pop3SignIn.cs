using System.Text;
using Hikyaku.Formats.Pop3Syntax;
using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Protocols.Pop3;

/// <summary>USER, PASS, AUTH and CAPA's list of mechanisms.</summary>
internal sealed class Pop3SignIn(Pop3Session session, Authenticator authenticator)
{
    private string? _userName;

    private ChannelBindings? Bindings => session.Connection.Tls is { } tls ? new ChannelBindings(tls.Exporter, tls.ServerEndPoint) : null;

    public ValueTask<IReadOnlyList<string>> Mechanisms(CancellationToken cancellation) =>
        session.Connection.AllowsPlaintextAuth
            ? SaslServer.Mechanisms(Bindings, authenticator, cancellation)
            : ValueTask.FromResult<IReadOnlyList<string>>([]);

    public Pop3Reply User(string userName)
    {
        if (!session.Connection.AllowsPlaintextAuth)
        {
            return Pop3Reply.TlsFirst;
        }

        _userName = userName.Trim();
        // RFC 1939 §7: the answer does not tell whether there is such a user.
        return _userName.Length == 0 ? Pop3Reply.Error("USER needs a name") : new Pop3Reply("+OK Password?");
    }

    public async ValueTask<Pop3Reply> Pass(string password, CancellationToken cancellation)
    {
        if (_userName is null)
        {
            return Pop3Reply.Error("USER comes first");
        }

        var userName = _userName;
        _userName = null;
        return await session.Enter(await authenticator.SignIn(Context("USER"), userName, Encoding.UTF8.GetBytes(password), cancellation), cancellation);
    }

    public async ValueTask<Pop3Reply> Auth(Pop3Command command, CancellationToken cancellation)
    {
        if (!session.Connection.AllowsPlaintextAuth)
        {
            return Pop3Reply.TlsFirst;
        }

        var words = command.Words();
        if (words.Length is 0 or > 2)
        {
            return words.Length == 0 ? Pop3Lists.Lines("+OK", await Mechanisms(cancellation)) : Pop3Reply.Error("AUTH takes a mechanism and an initial response");
        }

        if (SaslServer.Start(words[0], Context(words[0]), Bindings, authenticator) is not { } server)
        {
            return Pop3Reply.Error("This mechanism is not known here");
        }

        return await Exchange(server, words.ElementAtOrDefault(1), cancellation);
    }

    private async ValueTask<Pop3Reply> Exchange(SaslServer server, string? response, CancellationToken cancellation)
    {
        while (true)
        {
            // RFC 5034 §4: "*" cancels, "=" is an empty initial response.
            if (response == "*")
            {
                return Pop3Reply.Error("Cancelled");
            }

            if (!TryDecode(response, out var octets))
            {
                return Pop3Reply.Error("This is no base64");
            }

            switch (await server.Step(octets, cancellation))
            {
                case SaslStep.Done done:
                    return await session.Enter(done.Result, cancellation);
                case SaslStep.Challenge challenge:
                    if (await session.Ask(Convert.ToBase64String(challenge.Octets.Span), cancellation) is not { } answer)
                    {
                        return Pop3Reply.Error("The exchange was broken off") with { Closes = true };
                    }

                    response = answer.Trim();
                    break;
                case SaslStep.Malformed malformed:
                    return Pop3Reply.Error(malformed.Why);
            }
        }
    }

    private SignInContext Context(string mechanism) =>
        new(Services.Pop3, session.Connection.Remote.Address, session.Connection.IsTls, mechanism, session.Connection.Id);

    private static bool TryDecode(string? base64, out ReadOnlyMemory<byte>? octets)
    {
        octets = null;
        if (base64 is null)
        {
            return true;
        }

        var buffer = new byte[base64.Length];
        if (base64 != "=" && !Convert.TryFromBase64String(base64, buffer, out _))
        {
            return false;
        }

        octets = base64 == "=" ? ReadOnlyMemory<byte>.Empty : Convert.FromBase64String(base64);
        return true;
    }
}

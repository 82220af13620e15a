using System.Text;

namespace Hikyaku.Mail.Authentication;

/// <summary>
/// The server's side of one SASL exchange (RFC 4422). Protocol fronts move base64 lines; the exchange itself is the same everywhere.
/// </summary>
/// <remarks>Limits: a response of at most <see cref="MaxResponseLength"/> octets.</remarks>
public abstract class SaslServer
{
    /// <summary>The longest response in octets, before base64.</summary>
    public const int MaxResponseLength = 8192;

    private protected static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private protected SaslServer(SignInContext context, Authenticator authenticator) => (Context, Authenticator) = (context, authenticator);

    private protected SignInContext Context { get; }

    private protected Authenticator Authenticator { get; }

    /// <summary>
    /// The mechanisms to advertise where passwords may be sent. SCRAM is among them only while every account has keys: clients choose it first
    /// and give up when it fails.
    /// </summary>
    public static async ValueTask<IReadOnlyList<string>> Mechanisms(ChannelBindings? bindings, Authenticator authenticator, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(authenticator);
        var names = new List<string>();
        foreach (var kind in await authenticator.Scram.Common(cancellation))
        {
            if (bindings is { IsAny: true } && kind == ScramServer.Sha256)
            {
                names.Add(ScramServer.Sha256Plus);
            }

            names.Add(kind);
        }

        names.AddRange(["PLAIN", "LOGIN"]);
        if (authenticator.Tokens is { IsConfigured: true })
        {
            names.AddRange([BearerServer.Bearer, BearerServer.XOAuth2]);
        }

        return names;
    }

    /// <summary>Begins an exchange; null for a mechanism that is not known here.</summary>
    /// <param name="mechanism">The name, in any case.</param>
    /// <param name="context">Where the sign-in happens; its mechanism is replaced by this one.</param>
    /// <param name="bindings">The TLS connection's bindings, or null without TLS.</param>
    /// <param name="authenticator">Who decides.</param>
    public static SaslServer? Start(string mechanism, SignInContext context, ChannelBindings? bindings, Authenticator authenticator)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(authenticator);
        var name = mechanism.ToUpperInvariant();
        var here = context with { Mechanism = name };
        return name switch
        {
            "PLAIN" => new PlainServer(here, authenticator),
            "LOGIN" => new LoginServer(here, authenticator),
            BearerServer.Bearer or BearerServer.XOAuth2 when authenticator.Tokens is { IsConfigured: true } => new BearerServer(here, authenticator),
            ScramServer.Sha256 or ScramServer.Sha1 => new ScramServer(here, bindings, authenticator),
            ScramServer.Sha256Plus when bindings is { IsAny: true } => new ScramServer(here, bindings, authenticator),
            _ => null,
        };
    }

    /// <summary>Takes the client's response, or null when the client began without an initial response, and says what follows.</summary>
    public ValueTask<SaslStep> Step(ReadOnlyMemory<byte>? response, CancellationToken cancellation) =>
        response is { Length: > MaxResponseLength }
            ? ValueTask.FromResult<SaslStep>(new SaslStep.Malformed("the response is too long"))
            : Next(response, cancellation);

    private protected abstract ValueTask<SaslStep> Next(ReadOnlyMemory<byte>? response, CancellationToken cancellation);

    private protected async ValueTask<SaslStep> SignIn(string userName, ReadOnlyMemory<byte> password, CancellationToken cancellation) =>
        new SaslStep.Done(await Authenticator.SignIn(Context, userName, password, cancellation));
}

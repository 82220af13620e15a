using System.Text;
using Hikyaku.Mail.Authentication;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Imap;

/// <summary>STARTTLS, LOGIN and AUTHENTICATE (RFC 9051 §6.2, RFC 4959).</summary>
internal static class SignInCommands
{
    private static readonly ImapReply NeedsTls = ImapReply.No("[PRIVACYREQUIRED] Start TLS first.");

    public static async ValueTask<ImapReply> StartTls(ImapSession session, ImapCommand command)
    {
        if (session.Connection.IsTls)
        {
            return ImapReply.Bad("TLS is on already.");
        }

        session.Writer.Raw($"{command.Tag} OK Begin TLS negotiation now.\r\n");
        return await session.Flush() && await session.Connection.StartTls(CancellationToken.None) ? ImapReply.Sent : ImapReply.Broken;
    }

    public static async ValueTask<ImapReply> Login(ImapSession session, ImapCommand command)
    {
        if (!session.Connection.AllowsPlaintextAuth)
        {
            return NeedsTls;
        }

        if (Read(command, out var user, out var password) is { } problem)
        {
            return problem;
        }

        var result = await session.Services.Authenticator.SignIn(Context(session, "LOGIN"), user, password, CancellationToken.None);
        return await Finish(session, result);
    }

    public static async ValueTask<ImapReply> Authenticate(ImapSession session, ImapCommand command)
    {
        if (!session.Connection.AllowsPlaintextAuth)
        {
            return NeedsTls;
        }

        if (ReadMechanism(command, out var mechanism, out var response) is { } problem)
        {
            return problem;
        }

        if (SaslServer.Start(mechanism, Context(session, mechanism), session.Bindings, session.Services.Authenticator) is not { } server)
        {
            return ImapReply.No("[CANNOT] That mechanism is not offered.");
        }

        while (true)
        {
            switch (await server.Step(response, CancellationToken.None))
            {
                case SaslStep.Done done:
                    return await Finish(session, done.Result);
                case SaslStep.Malformed malformed:
                    return ImapReply.Bad(malformed.Why);
                case SaslStep.Challenge challenge:
                    session.Writer.Raw($"+ {Convert.ToBase64String(challenge.Octets.Span)}\r\n");
                    break;
            }

            (response, problem) = await Response(session);
            if (problem is not null)
            {
                return problem;
            }
        }
    }

    /// <summary>Lets one connection serve one user after the other (RFC 8437). TLS and compression stay, as does the count of failed sign-ins.</summary>
    public static ValueTask<ImapReply> Unauthenticate(ImapSession session, ImapCommand command)
    {
        session.SignOut();
        return new(ImapReply.Ok("Signed out."));
    }

    private static async ValueTask<(ReadOnlyMemory<byte>?, ImapReply?)> Response(ImapSession session)
    {
        if (!await session.Flush())
        {
            return (null, ImapReply.Broken);
        }

        session.Source.Lines.MaxLine = SaslServer.MaxResponseLength * 2;
        var read = await session.Source.ReadLine(session.Limits.BeforeSignIn);
        if (read.Status != ReadStatus.Ok)
        {
            return (null, read.Status == ReadStatus.TooLong ? ImapReply.Bad("The response is too long.") : ImapReply.Broken);
        }

        // RFC 9051 §6.2.2: a lone "*" cancels.
        return read.Line.Span is [(byte)'*'] ? (null, ImapReply.Bad("Cancelled."))
            : TryDecode(read.Line.Span, out var octets) ? (octets, null) : (null, ImapReply.Bad("That is no base64."));
    }

    private static async ValueTask<ImapReply> Finish(ImapSession session, SignInResult result)
    {
        if (result is SignInResult.SignedIn done)
        {
            await session.SignIn(done.Account);
            return ImapReply.Ok($"[CAPABILITY {await Capabilities.Of(session)}] Signed in.");
        }

        var reason = ((SignInResult.Refused)result).Reason;
        var text = reason switch
        {
            SignInRefusal.Throttled or SignInRefusal.Busy => "[UNAVAILABLE] Too many sign-ins failed or run now; try again later.",
            SignInRefusal.Suspended or SignInRefusal.ServiceDisabled or SignInRefusal.DomainInactive => "[AUTHORIZATIONFAILED] This account may not use IMAP.",
            _ => "[AUTHENTICATIONFAILED] User name or password is wrong.",
        };
        return ImapReply.No(text) with { Closes = ++session.FailedSignIns >= session.Limits.FailedSignIns };
    }

    private static SignInContext Context(ImapSession session, string mechanism) =>
        new(Mail.Directory.Services.Imap, session.Connection.Remote.Address, session.Connection.IsTls, mechanism, session.Connection.Id);

    private static ImapReply? Read(ImapCommand command, out string user, out ReadOnlyMemory<byte> password)
    {
        var reader = command.Arguments;
        // Clients send user%domain, which vpopmail hosts take, without the quotes that "%" asks for.
        user = Encoding.UTF8.GetString(reader.ListMailbox());
        reader.Expect(' ');
        password = reader.ListMailbox();
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    private static ImapReply? ReadMechanism(ImapCommand command, out string mechanism, out ReadOnlyMemory<byte>? response)
    {
        var reader = command.Arguments;
        mechanism = reader.Word();
        response = null;
        if (reader.Skip(' '))
        {
            // RFC 4959 §3: "=" is an empty initial response.
            var text = reader.Until(" "u8);
            if (!TryDecode(text, out var octets) && !text.SequenceEqual("="u8))
            {
                return ImapReply.Bad("That is no base64.");
            }

            response = octets;
        }

        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    private static bool TryDecode(ReadOnlySpan<byte> base64, out byte[] octets)
    {
        octets = new byte[base64.Length];
        var isValid = System.Buffers.Text.Base64.DecodeFromUtf8(base64, octets, out _, out var length) == System.Buffers.OperationStatus.Done;
        octets = isValid ? octets[..length] : [];
        return isValid;
    }
}

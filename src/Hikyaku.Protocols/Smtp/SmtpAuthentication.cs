using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Settings;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Smtp;

/// <summary>AUTH (RFC 4954): base64 and line syntax around a SASL exchange.</summary>
internal sealed class SmtpAuthentication(Authenticator authenticator, Settings settings)
{
    /// <summary>The EHLO lines: none where AUTH is not offered.</summary>
    public async ValueTask AddKeywords(SmtpDialogue dialogue, List<string> keywords)
    {
        if (!IsOffered(dialogue) || !dialogue.Connection.AllowsPlaintextAuth)
        {
            return;
        }

        var names = string.Join(' ', await SaslServer.Mechanisms(Bindings(dialogue.Connection), authenticator, dialogue.Connection.Closed));
        keywords.Add($"AUTH {names}");
        if (settings.Get(SmtpSettings.OldAuthLine))
        {
            keywords.Add($"AUTH={names}");
        }
    }

    public async ValueTask<SmtpReply> Auth(SmtpDialogue dialogue, ReadOnlyMemory<byte> argument)
    {
        if (!IsOffered(dialogue))
        {
            return SmtpReply.NoAuth;
        }

        if (dialogue.Account is not null)
        {
            return SmtpReply.AlreadySignedIn;
        }

        if (!dialogue.Connection.AllowsPlaintextAuth)
        {
            return SmtpReply.AuthNeedsTls;
        }

        if (!AuthArguments.TryParse(argument.Span, out var mechanism, out var initial))
        {
            return SmtpReply.BadArgument;
        }

        byte[]? response = null;
        if (!initial.IsEmpty && !AuthArguments.TryDecode(initial, out response))
        {
            return SmtpReply.AuthMalformed;
        }

        var context = new SignInContext(
            Services.Smtp, dialogue.Connection.Remote.Address, dialogue.Connection.IsTls, mechanism, dialogue.Connection.Id);
        return SaslServer.Start(mechanism, context, Bindings(dialogue.Connection), authenticator) is { } server
            ? await Exchange(dialogue, server, response) : SmtpReply.UnknownMechanism;
    }

    private async ValueTask<SmtpReply> Exchange(SmtpDialogue dialogue, SaslServer server, byte[]? response)
    {
        var step = await server.Step(response is null ? (ReadOnlyMemory<byte>?)null : response, dialogue.Connection.Closed);
        while (step is SaslStep.Challenge challenge)
        {
            await dialogue.Send(new SmtpReply(334, default, Convert.ToBase64String(challenge.Octets.Span)));
            var line = await dialogue.Reader.ReadLine(dialogue.Limits.Command, dialogue.Connection.Closed);
            if (line.Status != ReadStatus.Ok)
            {
                return line.Status == ReadStatus.TooLong ? SmtpReply.AuthLineTooLong : SmtpSession.ReplyTo(line.Status);
            }

            // RFC 4954 §4: a lone asterisk cancels.
            if (line.Line.Span.SequenceEqual("*"u8))
            {
                return SmtpReply.AuthCancelled;
            }

            if (!AuthArguments.TryDecode(line.Line.Span, out var next))
            {
                return SmtpReply.AuthMalformed;
            }

            step = await server.Step(next, dialogue.Connection.Closed);
        }

        return step is SaslStep.Done done ? Finish(dialogue, done.Result) : SmtpReply.AuthMalformed;
    }

    private SmtpReply Finish(SmtpDialogue dialogue, SignInResult result)
    {
        if (result is SignInResult.SignedIn signedIn)
        {
            dialogue.SignIn(signedIn.Account, authenticator.Watch(signedIn.Account, Services.Smtp));
            return SmtpReply.SignedIn;
        }

        if (++dialogue.RefusedSignIns >= dialogue.Limits.RefusedSignIns)
        {
            return SmtpReply.TooManyErrors;
        }

        return result is SignInResult.Refused { IsTemporary: true } ? SmtpReply.SignInLater : SmtpReply.WrongCredentials;
    }

    private bool IsOffered(SmtpDialogue dialogue) => dialogue.Mode switch
    {
        SmtpMode.Submission => true,
        SmtpMode.Mx => settings.Get(SmtpSettings.AuthOnPort25),
        _ => false,
    };

    private static ChannelBindings? Bindings(MailConnection connection) =>
        connection.Tls is { } tls ? new ChannelBindings(tls.Exporter, tls.ServerEndPoint) : null;
}

using System.Net;
using Hikyaku.Formats.Fronts;
using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Directory;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Smtp;

/// <summary>XCLIENT: a front that the administrator named tells for whom it speaks.</summary>
internal sealed class SmtpFronts(Authenticator authenticator, ILogger logger)
{
    /// <summary>The EHLO line, for fronts only.</summary>
    public static void AddKeywords(SmtpDialogue dialogue, List<string> keywords)
    {
        if (IsFront(dialogue))
            keywords.Add($"XCLIENT {XclientArguments.Attributes}");
    }

    /// <summary>Takes the client in the front's place; the dialogue then begins anew with the greeting.</summary>
    public async ValueTask<SmtpReply> Xclient(SmtpDialogue dialogue, ReadOnlyMemory<byte> argument, Func<ValueTask<SmtpReply>> greet)
    {
        if (!IsFront(dialogue))
            return SmtpReply.NoFront;
        if (!XclientArguments.TryParse(argument.Span, out var client))
            return SmtpReply.BadArgument;

        // What trusts the front's own address must not trust a client whose address nobody knows.
        if (client.Address is null && !dialogue.IsBehindFront)
            return SmtpReply.NoClientAddress;

        await dialogue.Reset();
        dialogue.SignIn(null, null);
        dialogue.State = SmtpStates.Fresh;
        dialogue.IsBehindFront = true;
        dialogue.HeloName = client.Helo ?? dialogue.HeloName;
        var fits = dialogue.Connection.TrySpeakFor(
            With(dialogue.Connection.Remote, client.Address, client.Port), With(dialogue.Connection.Local, client.DestinationAddress, client.DestinationPort));
        dialogue.Meet();
        SmtpLog.Xclient(logger, dialogue.Connection.Id, dialogue.Connection.Neighbour, dialogue.Connection.Remote);
        return !fits ? SmtpReply.TooManyConnections
            : client.Login is null || await SignIn(dialogue, client.Login) ? await greet()
            : SmtpReply.WrongCredentials;
    }

    // The front has verified the password; state, domain and service are still ours to judge.
    private async ValueTask<bool> SignIn(SmtpDialogue dialogue, string login)
    {
        if (dialogue.Mode != SmtpMode.Submission)
            return false;

        var context = new SignInContext(Services.Smtp, dialogue.Connection.Remote.Address, dialogue.Connection.IsTls, "XCLIENT", dialogue.Connection.Id);
        if (await authenticator.Vouch(context, login, dialogue.Connection.Closed) is not SignInResult.SignedIn signedIn)
            return false;

        dialogue.SignIn(signedIn.Account, authenticator.Watch(signedIn.Account, Services.Smtp));
        return true;
    }

    /// <summary>Whether it is a front that speaks, which may name clients.</summary>
    public static bool IsFront(SmtpDialogue dialogue) =>
        dialogue.Mode != SmtpMode.Lmtp && dialogue.Connection.Listener.TakesXclient(dialogue.Connection.Neighbour.Address);

    private static IPEndPoint With(IPEndPoint known, IPAddress? address, int? port) => new(address ?? known.Address, port ?? (address is null ? known.Port : 0));
}

using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Protocols.Imap;

/// <summary>GENURLAUTH, RESETKEY and URLFETCH (RFC 4467): URLs that let others read one message or part.</summary>
internal static class UrlAuthCommands
{
    private const int MaxUrls = 100;

    public static async ValueTask<ImapReply> Generate(ImapSession session, ImapCommand command)
    {
        if (ReadRumps(command, out var rumps) is { } problem)
        {
            return problem;
        }

        var made = new List<string>();
        foreach (var rump in rumps)
        {
            if (await Authorize(session, rump) is not { } url)
            {
                return ImapReply.No("[CANNOT] That is no URL of one of your messages with an access that can be given.");
            }

            made.Add(url);
        }

        session.Writer.Raw("* GENURLAUTH"u8);
        foreach (var url in made)
        {
            session.Writer.Raw((byte)' ');
            session.Writer.String(url);
        }

        session.Writer.Raw("\r\n"u8);
        return ImapReply.Ok("Authorized.");
    }

    public static async ValueTask<ImapReply> ResetKey(ImapSession session, ImapCommand command)
    {
        if (ReadReset(command, out var wire) is { } problem)
        {
            return problem;
        }

        if (wire is null)
        {
            await session.Mail!.ResetUrlKeys([.. session.Mail.Mailboxes.Select(mailbox => mailbox.Id)], CancellationToken.None);
            return ImapReply.Ok("All keys are new.");
        }

        return session.Find(wire) is { } mailbox && await session.Mail!.ResetUrlKeys([mailbox.Id], CancellationToken.None)
            ? ImapReply.Ok($"[URLMECH {UrlToken.Mechanism}] The key is new.") // RFC 4467 §8
            : ImapReply.NoSuchMailbox;
    }

    public static async ValueTask<ImapReply> Fetch(ImapSession session, ImapCommand command)
    {
        if (ReadUrls(command, out var urls) is { } problem)
        {
            return problem;
        }

        session.Writer.Raw("* URLFETCH"u8);
        foreach (var text in urls)
        {
            session.Writer.Raw((byte)' ');
            session.Writer.String(text);
            session.Writer.Raw((byte)' ');
            using var part = ImapUrlReader.TryRead(text, out var url) ? await Find(session, url) : null;
            if (part is null)
            {
                // RFC 4467 §7: whatever is wrong is not told.
                session.Writer.Nil();
            }
            else
            {
                await part.Write(session);
            }
        }

        session.Writer.Raw("\r\n"u8);
        return ImapReply.Ok("Fetched.");
    }

    // RFC 4467 §7: only the owner authorizes, with the mechanism of the server.
    private static async ValueTask<string?> Authorize(ImapSession session, byte[] rump)
    {
        if (!ImapUrlReader.TryRead(rump, out var url) || url is not { Host: not null, User: not null, Access: { Token: null } access }
            || !UrlPart.IsOwn(session, url) || !IsAccess(access.Identifier) || UrlPart.MailboxOf(session, url) is not { } mailbox)
        {
            return null;
        }

        var key = await session.Mail!.UrlKey(mailbox.Id, CancellationToken.None);
        if (key is null)
        {
            await session.Mail.ResetUrlKeys([mailbox.Id], CancellationToken.None);
            key = await session.Mail.UrlKey(mailbox.Id, CancellationToken.None);
        }

        return key is null ? null : $"{url.Rump}:{UrlToken.Mechanism}:{Convert.ToHexStringLower(UrlToken.Make(key, url.Rump))}";
    }

    private static async ValueTask<UrlPart?> Find(ImapSession session, ImapUrl url)
    {
        if (url is not { User: { } owner, Access: { } access, Mailbox: { } shown } || !UrlPart.IsHere(session, url)
            || access.Expires <= session.Connection.Time.GetUtcNow() || !MayRead(session, access.Identifier)
            || await session.Services.Directory.FindSignInName(owner, CancellationToken.None) is not { State: not AccountState.Suspended } account)
        {
            return null;
        }

        var mail = await session.Services.Mailstore.Open(account.Id, CancellationToken.None);
        return new MailboxNames(account.Namespace).ToStore(shown) is { } name && mail.Find(name) is { } mailbox
            && (url.UidValidity is null || url.UidValidity == mailbox.UidValidity)
            && await mail.UrlKey(mailbox.Id, CancellationToken.None) is { } key && UrlToken.IsGood(key, url)
            ? await UrlPart.Open(mail, mailbox.Id, url)
            : null;
    }

    private static bool IsAccess(string identifier) => identifier.ToUpperInvariant() is "ANONYMOUS" or "AUTHUSER"
        || identifier.StartsWith("user+", StringComparison.OrdinalIgnoreCase) || identifier.StartsWith("submit+", StringComparison.OrdinalIgnoreCase);

    // RFC 4467 §3: submit+ is for submission servers, which do not sign in here.
    private static bool MayRead(ImapSession session, string identifier) => identifier.ToUpperInvariant() is "ANONYMOUS" or "AUTHUSER"
        || identifier.Equals("user+" + session.Account!.Address, StringComparison.OrdinalIgnoreCase);

    private static ImapReply? ReadRumps(ImapCommand command, out List<byte[]> rumps)
    {
        var reader = command.Arguments;
        rumps = [];
        do
        {
            rumps.Add(reader.AString());
            reader.Expect(' ');
            if (reader.Word() != UrlToken.Mechanism || rumps.Count > MaxUrls)
            {
                reader.Fail("the mechanism INTERNAL, for a hundred URLs at most");
            }
        }
        while (!reader.HasFailed && reader.Skip(' ') && !reader.IsAtEnd);
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    private static ImapReply? ReadReset(ImapCommand command, out byte[]? mailbox)
    {
        var reader = command.Arguments;
        mailbox = reader.IsAtEnd ? null : reader.AString();
        while (!reader.HasFailed && reader.Skip(' ') && !reader.IsAtEnd)
        {
            if (reader.Word() != UrlToken.Mechanism)
            {
                reader.Fail("the mechanism INTERNAL");
            }
        }

        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    private static ImapReply? ReadUrls(ImapCommand command, out List<byte[]> urls)
    {
        var reader = command.Arguments;
        urls = [];
        do
        {
            urls.Add(reader.AString());
            if (urls.Count > MaxUrls)
            {
                reader.Fail("a hundred URLs at most");
            }
        }
        while (!reader.HasFailed && reader.Skip(' ') && !reader.IsAtEnd);
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }
}

using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Sharing;

namespace Hikyaku.Protocols.Imap;

/// <summary>SETACL, DELETEACL, GETACL, LISTRIGHTS and MYRIGHTS (RFC 4314 §3).</summary>
internal static class AclCommands
{
    private static readonly ImapReply NoSuchIdentifier = ImapReply.No("[CANNOT] Rights cannot be given to that identifier.");
    private static readonly ImapReply OwnersRights = ImapReply.No("[CANNOT] The owner of a mailbox may do everything with it.");

    public static async ValueTask<ImapReply> Set(ImapSession session, ImapCommand command)
    {
        var arguments = AclArguments.Read(command, hasIdentifier: true, hasRights: true);
        if (arguments.Problem is { } problem)
        {
            return problem;
        }

        var text = arguments.Rights.AsSpan();
        var mode = text is ['+' or '-', ..] ? text[0] : '=';
        if (!RightsText.TryParse(mode == '=' ? text : text[1..], out var rights))
        {
            return ImapReply.Bad("There is no such right."); // RFC 4314 §3.1
        }

        return await Change(session, arguments, known => mode switch { '+' => known | rights, '-' => known & ~rights, _ => rights });
    }

    public static async ValueTask<ImapReply> Delete(ImapSession session, ImapCommand command)
    {
        var arguments = AclArguments.Read(command, hasIdentifier: true, hasRights: false);
        return arguments.Problem ?? await Change(session, arguments, _ => MailboxRights.None);
    }

    public static async ValueTask<ImapReply> Get(ImapSession session, ImapCommand command)
    {
        var arguments = AclArguments.Read(command, hasIdentifier: false, hasRights: false);
        if (arguments.Problem is { } problem)
        {
            return problem;
        }

        if (await Administered(session, arguments) is not { } mailbox)
        {
            return await Refusal(session, arguments);
        }

        var names = new List<(string Name, MailboxRights Rights)> { (mailbox.Owner.Address, MailboxRights.All) };
        foreach (var (grantee, rights) in mailbox.Mail.Rights(mailbox.Info.Id))
        {
            if (await session.Services.Sharing.NameOf(grantee, CancellationToken.None) is { } name)
            {
                names.Add((name, rights));
            }
        }

        Begin(session, "ACL", mailbox);
        foreach (var (name, rights) in names.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            session.Writer.Raw((byte)' ');
            session.Writer.String(name);
            session.Writer.Raw((byte)' ');
            session.Writer.Raw(RightsText.FormatForAll(rights));
        }

        session.Writer.Raw("\r\n"u8);
        return ImapReply.Ok("Rights given.");
    }

    public static async ValueTask<ImapReply> List(ImapSession session, ImapCommand command)
    {
        var arguments = AclArguments.Read(command, hasIdentifier: true, hasRights: false);
        if (arguments.Problem is { } problem)
        {
            return problem;
        }

        if (await Administered(session, arguments) is not { } mailbox)
        {
            return await Refusal(session, arguments);
        }

        if (await Find(session, arguments, mailbox) is not { } grantee)
        {
            return NoSuchIdentifier;
        }

        Begin(session, "LISTRIGHTS", mailbox);
        session.Writer.Raw((byte)' ');
        session.Writer.String(arguments.Identifier);
        session.Writer.Raw(grantee.Account == mailbox.Owner.Id ? " " + RightsText.FormatForAll(MailboxRights.All) : " \"\" " + RightsText.OneByOne);
        session.Writer.Raw("\r\n"u8);
        return ImapReply.Ok("Rights listed.");
    }

    public static async ValueTask<ImapReply> My(ImapSession session, ImapCommand command)
    {
        var arguments = AclArguments.Read(command, hasIdentifier: false, hasRights: false);
        if (arguments.Problem is { } problem)
        {
            return problem;
        }

        if (await session.Reach.Find(arguments.Mailbox) is not { } mailbox)
        {
            return ImapReply.NoSuchMailbox;
        }

        WriteMine(session, mailbox);
        return ImapReply.Ok("Rights given.");
    }

    /// <summary>Writes the MYRIGHTS response.</summary>
    public static void WriteMine(ImapSession session, ReachedMailbox mailbox)
    {
        Begin(session, "MYRIGHTS", mailbox);
        session.Writer.Raw(" " + RightsText.FormatForAll(mailbox.Rights) + "\r\n");
    }

    private static async ValueTask<ImapReply> Change(ImapSession session, AclArguments arguments, Func<MailboxRights, MailboxRights> change)
    {
        if (await Administered(session, arguments) is not { } mailbox)
        {
            return await Refusal(session, arguments);
        }

        if (await Find(session, arguments, mailbox) is not { } grantee)
        {
            return NoSuchIdentifier;
        }

        if (grantee.Account == mailbox.Owner.Id)
        {
            return OwnersRights;
        }

        var known = mailbox.Mail.Rights(mailbox.Info.Id).TryGetValue(grantee, out var before) ? before : MailboxRights.None;
        var done = await session.Services.Sharing.SetRights(
            mailbox.Owner, mailbox.Mail, mailbox.Info, grantee, change(known), Actor.For(session.Account!, session.Connection.Remote.Address), CancellationToken.None);
        return done ? ImapReply.Ok("Rights set.") : ImapReply.No("[LIMIT] The mailbox is given to too many, or gone.");
    }

    private static async ValueTask<ReachedMailbox?> Administered(ImapSession session, AclArguments arguments) =>
        await session.Reach.Find(arguments.Mailbox) is { } mailbox && mailbox.Allows(MailboxRights.Administer) ? mailbox : null;

    // RFC 4314 §6: who may not look the mailbox up learns nothing of it.
    private static async ValueTask<ImapReply> Refusal(ImapSession session, AclArguments arguments) =>
        await session.Reach.Find(arguments.Mailbox) is null ? ImapReply.NoSuchMailbox : ImapReply.NoPermission;

    private static async ValueTask<Grantee?> Find(ImapSession session, AclArguments arguments, ReachedMailbox mailbox) =>
        await session.Services.Sharing.Find(arguments.Identifier, mailbox.Owner, CancellationToken.None);

    private static void Begin(ImapSession session, string response, ReachedMailbox mailbox)
    {
        session.Writer.Raw($"* {response} ");
        MailboxNames.Write(session.Writer, mailbox.Shown, session.SpeaksUtf8);
    }
}

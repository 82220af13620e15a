using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>STATUS (RFC 9051 §6.3.11) and quotas (RFC 9208).</summary>
internal static class StatusCommands
{
    private static readonly string[] Known =
        ["MESSAGES", "UIDNEXT", "UIDVALIDITY", "UNSEEN", "RECENT", "DELETED", "DELETED-STORAGE", "SIZE", "HIGHESTMODSEQ", "APPENDLIMIT", "MAILBOXID"];

    public static async ValueTask<ImapReply> Status(ImapSession session, ImapCommand command)
    {
        if (Read(command, out var wire, out var items) is { } problem)
        {
            return problem;
        }

        if (await session.Reach.Find(wire) is not { } mailbox)
        {
            return ImapReply.NoSuchMailbox;
        }

        if (!mailbox.Allows(MailboxRights.Read))
        {
            return ImapReply.NoPermission;
        }

        await Write(session, mailbox.Mail, mailbox.Info, mailbox.Shown, items);
        return ImapReply.Ok("Status given.");
    }

    /// <summary>Reads the items in parentheses.</summary>
    public static List<string> ReadItems(ref CommandReader reader)
    {
        var items = new List<string>();
        reader.Expect('(');
        do
        {
            var item = reader.Word();
            if (!Known.Contains(item) || items.Count > 20)
            {
                reader.Fail("an item of STATUS");
            }

            items.Add(item);
        }
        while (!reader.HasFailed && reader.Skip(' ') && !reader.Peek(')'));
        reader.Expect(')');
        return items;
    }

    /// <summary>Writes the STATUS response.</summary>
    public static async ValueTask Write(ImapSession session, MailAccount mail, MailboxInfo info, string shown, IReadOnlyList<string> items)
    {
        // What is counted only now comes first: it may take a while.
        var deletedOctets = items.Contains("DELETED-STORAGE") && info.Deleted > 0
            ? await mail.DeletedOctets(info.Id, CancellationToken.None) : 0; // RFC 9208 §4.1.4
        var writer = session.Writer;
        writer.Raw("* STATUS "u8);
        MailboxNames.Write(writer, shown, session.SpeaksUtf8);
        var separator = " (";
        foreach (var item in items)
        {
            session.HasCondStore |= item == "HIGHESTMODSEQ"; // RFC 7162 §3.1
            writer.Raw($"{separator}{item} ");
            separator = " ";
            if (item == "MAILBOXID")
            {
                writer.Raw($"({ObjectId.OfMailbox(mail.Id, info.Id)})"); // RFC 8474 §4.3
                continue;
            }

            writer.Number(item == "DELETED-STORAGE" ? deletedOctets : Value(session, info, item));
        }

        writer.Raw(")\r\n"u8);
    }

    public static async ValueTask<ImapReply> GetQuota(ImapSession session, ImapCommand command)
    {
        if (ReadName(command, out var wire) is { } problem)
        {
            return problem;
        }

        var root = Encoding.UTF8.GetString(wire);
        if (root.Length == 0)
        {
            WriteQuota(session, "", session.Account!, session.Mail!);
            return ImapReply.Ok("Quota given.");
        }

        // The roots of others are their addresses, for those who see the mailboxes.
        if ((await session.Reach.Shared()).Find(mailbox => mailbox.Owner.Address == root && mailbox.Allows(MailboxRights.Read)) is not { } shared)
        {
            return ImapReply.No("[NONEXISTENT] There is no such quota root.");
        }

        WriteQuota(session, root, shared.Owner, shared.Mail);
        return ImapReply.Ok("Quota given.");
    }

    // RFC 9208 §4.1.3: quotas are the administrators', who set them otherwise; QUOTASET is not advertised.
    public static ValueTask<ImapReply> SetQuota(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        reader.AString();
        reader.Expect(' ');
        reader.Expect('(');
        while (!reader.HasFailed && !reader.Peek(')'))
        {
            reader.Word();
            reader.Expect(' ');
            reader.Number(long.MaxValue);
            reader.Skip(' ');
        }

        reader.Expect(')');
        return new(reader.ExpectEnd() ? ImapReply.No("[NOPERM] Only administrators set quotas, by other means.") : ImapReply.Bad($"Syntax error at {reader.Problem}."));
    }

    public static async ValueTask<ImapReply> GetQuotaRoot(ImapSession session, ImapCommand command)
    {
        if (ReadName(command, out var wire) is { } problem)
        {
            return problem;
        }

        if (await session.Reach.Find(wire) is not { } mailbox)
        {
            return ImapReply.NoSuchMailbox;
        }

        if (!mailbox.Allows(MailboxRights.Read))
        {
            return ImapReply.NoPermission;
        }

        var root = mailbox.IsOwn ? "" : mailbox.Owner.Address;
        session.Writer.Raw("* QUOTAROOT "u8);
        MailboxNames.Write(session.Writer, mailbox.Shown, session.SpeaksUtf8);
        session.Writer.Raw($" \"{root}\"\r\n");
        WriteQuota(session, root, mailbox.Owner, mailbox.Mail);
        return ImapReply.Ok("Quota given.");
    }

    private static ImapReply? ReadName(ImapCommand command, out byte[] wire)
    {
        var reader = command.Arguments;
        wire = reader.AString();
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    // RFC 9208 §5.1: STORAGE counts units of 1024 octets.
    private static void WriteQuota(ImapSession session, string root, Account account, MailAccount mail)
    {
        var usage = mail.Usage;
        var resources = new List<string>();
        if (account.QuotaBytes > 0)
        {
            resources.Add(FormattableString.Invariant($"STORAGE {(usage.Bytes + 1023) / 1024} {account.QuotaBytes / 1024}"));
        }

        if (account.QuotaMessages > 0)
        {
            resources.Add(FormattableString.Invariant($"MESSAGE {usage.Messages} {account.QuotaMessages}"));
        }

        session.Untagged($"QUOTA \"{root}\" ({string.Join(' ', resources)})");
    }

    private static ImapReply? Read(ImapCommand command, out byte[] wire, out List<string> items)
    {
        var reader = command.Arguments;
        wire = reader.AString();
        reader.Expect(' ');
        items = ReadItems(ref reader);
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    private static long Value(ImapSession session, MailboxInfo info, string item) => item switch
    {
        "MESSAGES" => info.Exists,
        "UIDNEXT" => info.UidNext,
        "UIDVALIDITY" => info.UidValidity,
        "UNSEEN" => info.Unseen,
        "RECENT" => Math.Max(0L, Math.Min(info.Exists, (long)info.UidNext - info.RecentUid)),
        "DELETED" => info.Deleted,
        "SIZE" => info.Bytes,
        "HIGHESTMODSEQ" => (long)info.HighestModSeq,
        "APPENDLIMIT" => session.AppendLimit,
        _ => 0,
    };
}

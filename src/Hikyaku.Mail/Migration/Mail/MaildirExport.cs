using System.Globalization;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Writes an account's mailboxes as a Maildir++ tree with the UID, UIDL, keyword and subscription files of Courier and Dovecot.</summary>
internal sealed class MaildirExport(MailAccount mail, Account account, BytePath maildir, string hostName, MigrationReport report)
{
    private const int Page = 1000;
    private Dictionary<uint, string> _uidls = [];
    private AccountTotals _totals = new();

    public async Task Run(CancellationToken cancellation)
    {
        var pop3 = await mail.Pop3(cancellation);
        _uidls = pop3.Messages.ToDictionary(message => message.Uid, message => message.Uidl);
        try
        {
            await Folders(pop3, cancellation);
        }
        finally
        {
            // Whoever stops an export is told how far it came.
            report.Add(account.Address, _totals);
        }

        ByteOutput.Write(maildir / "subscriptions", Subscriptions.WriteDovecot(mail.Subscriptions));
        if (account.Namespace == NamespaceStyle.Courier)
        {
            ByteOutput.Write(maildir / "courierimapsubscribed", Subscriptions.WriteCourier(mail.Subscriptions, FolderEncoding.ModifiedUtf7));
        }
    }

    private async Task Folders(Pop3Listing pop3, CancellationToken cancellation)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mailbox in mail.Mailboxes)
        {
            var directory = System.Text.Encoding.Latin1.GetString(FolderName.Encode(mailbox.Name, FolderEncoding.ModifiedUtf7));
            var path = mailbox.Name == "INBOX" ? maildir : maildir / directory;
            if (!directories.Add(path.Text))
            {
                report.Add(ReportOutcome.LeftOut, account.Address, "FolderBad", mailbox.Name);
                _totals = _totals with { LeftOut = _totals.LeftOut + mailbox.Exists };
                continue;
            }

            await Folder(mailbox, path, mailbox.Name == "INBOX" ? pop3 : null, cancellation);
            _totals = _totals with { Folders = _totals.Folders + 1 };
        }
    }

    private async Task Folder(MailboxInfo mailbox, BytePath path, Pop3Listing? pop3, CancellationToken cancellation)
    {
        foreach (var part in (string[])["cur", "new", "tmp"])
        {
            ByteOutput.MakeFolders(path / part);
        }

        if (pop3 is null)
        {
            ByteOutput.Write(path / "maildirfolder", []);
        }

        var names = (await mail.ImportedKeys(mailbox.Id, cancellation)).Where(pair => !pair.Key.Contains('/')).ToDictionary(pair => pair.Value, pair => pair.Key);
        if (await mail.Index(mailbox.Id, cancellation) is not { } index)
        {
            return;
        }

        var letters = index.KnownKeywords().Where(keyword => keyword != "$Forwarded").Take(DovecotKeywords.Max).ToList();
        var uidls = pop3?.Messages.Select((message, at) => (message.Uid, message.Uidl, Order: at + 1L)).ToDictionary(item => item.Uid, item => (item.Uidl, item.Order));
        var entries = new List<UidListEntry>();
        var keywords = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var uid in index.Uids())
        {
            if (!index.TryGet(uid, out var entry) || await Message(mailbox, path, entry, names.GetValueOrDefault(uid), letters, cancellation) is not { } name)
            {
                continue;
            }

            var known = uidls is not null && uidls.TryGetValue(uid, out var shown) ? shown : default;
            entries.Add(new UidListEntry(uid, name, known.Uidl, known.Uidl is null ? null : known.Order));
            if (entry.Keywords.Any(keyword => keyword != "$Forwarded"))
            {
                keywords[name] = [.. entry.Keywords.Where(keyword => keyword != "$Forwarded")];
            }
        }

        // Dovecot's list is the newer file: it tells every identifier and the order exactly, also to a later import.
        if (pop3 is not null && account.Namespace == NamespaceStyle.Courier)
        {
            WriteSizes(path, entries, pop3);
        }

        WriteLists(mailbox, path, entries, keywords, letters);
    }

    private void WriteLists(
        MailboxInfo mailbox, BytePath path, List<UidListEntry> entries, Dictionary<string, IReadOnlyList<string>> keywords, List<string> letters)
    {
        var list = new UidList { UidValidity = mailbox.UidValidity, NextUid = mailbox.UidNext, Entries = entries };
        if (account.Namespace == NamespaceStyle.Courier)
        {
            ByteOutput.Write(path / "courierimapuiddb", list.ToCourier());
        }

        ByteOutput.Write(path / "dovecot-uidlist", list.ToDovecot());
        if (letters.Count > 0)
        {
            ByteOutput.Write(path / "dovecot-keywords", DovecotKeywords.Write(letters));
        }

        if (keywords.Count > 0)
        {
            ByteOutput.MakeFolders(path / "courierimapkeywords");
            ByteOutput.Write(path / "courierimapkeywords" / ":list", CourierKeywordList.Write(keywords));
        }
    }

    // What Courier cannot show under its old identifier is not in the file, and gets a new one there.
    private static void WriteSizes(BytePath path, List<UidListEntry> entries, Pop3Listing pop3)
    {
        var names = entries.ToDictionary(entry => entry.Uid, entry => entry.BaseName);
        var sizes = pop3.Messages.Where(message => names.ContainsKey(message.Uid)).Select(message => Size(names[message.Uid], message)).OfType<Pop3SizeEntry>().ToList();
        if (sizes.Count > 0)
        {
            var list = new Pop3SizeList { Version = 3, Next = sizes.Max(size => size.Number) + 1, UidValidity = sizes.Max(size => size.UidValidity), Entries = sizes };
            ByteOutput.Write(path / "courierpop3dsizelist", list.Write());
        }
    }

    private static Pop3SizeEntry? Size(string name, in Pop3Entry message)
    {
        if (Pop3SizeEntry.Escape(name) == message.Uidl)
        {
            return new Pop3SizeEntry(name, message.Size, 0, 0);
        }

        var numbers = message.Uidl.StartsWith("UID", StringComparison.Ordinal) ? message.Uidl[3..].Split('-') : [];
        var entry = numbers.Length is 1 or 2 && long.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(numbers.Length == 2 ? numbers[1] : "0", NumberStyles.None, CultureInfo.InvariantCulture, out var validity)
            ? new Pop3SizeEntry(name, message.Size, number, validity) : default;
        return entry.BaseName is not null && entry.Uidl == message.Uidl ? entry : null;
    }

    private async Task<string?> Message(
        MailboxInfo mailbox, BytePath path, MessageEntry entry, string? baseName, List<string> letters, CancellationToken cancellation)
    {
        using var reader = await mail.OpenMessage(mailbox.Id, entry.Uid, cancellation);
        if (reader is null)
        {
            return null;
        }

        // Courier's and qmail's POP3 servers show the name of mail they have no other identifier for.
        baseName ??= (mailbox.Name == "INBOX" ? _uidls.GetValueOrDefault(entry.Uid) : null) is [not '.', ..] uidl && !uidl.AsSpan().ContainsAny('/', ':') ? uidl
            : string.Create(CultureInfo.InvariantCulture, $"{entry.InternalDate.ToUnixTimeSeconds()}.M{mailbox.Id.Value}P{entry.Uid}.{hostName},W={entry.Size}");
        var bits = 0u;
        for (var at = 0; at < letters.Count; at++)
        {
            bits |= entry.Keywords.Contains(letters[at], StringComparer.OrdinalIgnoreCase) ? 1u << at : 0;
        }

        var file = path / "cur" / new MaildirName(baseName, Flags(entry), bits).ToString();
        await using (var output = ByteOutput.Create(file))
        {
            await WriteLf(reader, output, cancellation);
        }

        ByteOutput.SetModified(file, entry.InternalDate);
        _totals = _totals with { Messages = _totals.Messages + 1, Bytes = _totals.Bytes + entry.Size };
        return baseName;
    }

    private static MaildirFlags Flags(MessageEntry entry) =>
        If(entry.Flags.HasFlag(MessageFlags.Answered), MaildirFlags.Replied) | If(entry.Flags.HasFlag(MessageFlags.Flagged), MaildirFlags.Flagged)
        | If(entry.Flags.HasFlag(MessageFlags.Deleted), MaildirFlags.Trashed) | If(entry.Flags.HasFlag(MessageFlags.Seen), MaildirFlags.Seen)
        | If(entry.Flags.HasFlag(MessageFlags.Draft), MaildirFlags.Draft)
        | If(entry.Keywords.Contains("$Forwarded", StringComparer.OrdinalIgnoreCase), MaildirFlags.Passed);

    private static MaildirFlags If(bool condition, MaildirFlags flag) => condition ? flag : MaildirFlags.None;

    private static async Task WriteLf(MessageReader reader, Stream output, CancellationToken cancellation)
    {
        var buffer = new byte[Page * 64];
        var held = false;
        for (long at = 0; ;)
        {
            var read = await reader.Read(buffer, at, cancellation);
            if (read == 0)
            {
                break;
            }

            at += read;
            held = Copy(buffer.AsSpan(0, read), held, output);
        }

        if (held)
        {
            output.WriteByte((byte)'\r');
        }
    }

    // A CR is held until it is known whether an LF follows.
    private static bool Copy(ReadOnlySpan<byte> octets, bool held, Stream output)
    {
        while (!octets.IsEmpty)
        {
            if (held && octets[0] != '\n')
            {
                output.WriteByte((byte)'\r');
            }

            held = false;
            var end = octets.IndexOf((byte)'\r');
            output.Write(end < 0 ? octets : octets[..end]);
            held = end >= 0;
            octets = end < 0 ? default : octets[(end + 1)..];
        }

        return held;
    }
}

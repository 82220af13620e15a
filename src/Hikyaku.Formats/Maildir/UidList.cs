using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>The UIDs of a folder: courierimapuiddb, and dovecot-uidlist in versions 1 (the same) and 3.</summary>
public sealed record UidList
{
    /// <summary>UIDVALIDITY.</summary>
    public required uint UidValidity { get; init; }

    /// <summary>UIDNEXT: above every UID in the file, whatever its header says.</summary>
    public required uint NextUid { get; init; }

    /// <summary>Dovecot's mailbox GUID as 32 hex digits, or null.</summary>
    public string? MailboxGuid { get; init; }

    /// <summary>Dovecot's POP3 UIDL format, when it stands in the header.</summary>
    public string? UidlFormat { get; init; }

    /// <summary>The entries in file order: the first of two with one UID, the last of two with one name.</summary>
    public required IReadOnlyList<UidListEntry> Entries { get; init; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<BadLine> BadLines { get; init; } = [];

    /// <summary>Reads a file; null when its first line is no header.</summary>
    public static UidList? Parse(ReadOnlySpan<byte> file)
    {
        var entries = new UidEntries();
        var reader = new UidListReader(entries);
        var lines = new LineWalk(file);
        while (lines.MoveNext() && reader.Add(lines.Current))
        {
        }

        return reader.Complete() is { } list ? list with { Entries = entries.Items } : null;
    }

    /// <summary>Writes courierimapuiddb.</summary>
    public byte[] ToCourier()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"1 {UidValidity} {NextUid}\n");
        foreach (var entry in Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.Uid} {entry.BaseName}\n");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>Writes dovecot-uidlist version 3.</summary>
    public byte[] ToDovecot()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"3 V{UidValidity} N{NextUid}");
        text.Append(MailboxGuid is null ? "" : " G" + MailboxGuid).Append('\n');
        foreach (var entry in Entries)
        {
            text.Append(entry.Uid);
            text.Append(entry.Pop3Uidl is null ? "" : " P" + entry.Pop3Uidl);
            text.Append(entry.Pop3Order is null ? "" : string.Create(CultureInfo.InvariantCulture, $" O{entry.Pop3Order}"));
            text.Append(CultureInfo.InvariantCulture, $" :{entry.BaseName}\n");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }
}

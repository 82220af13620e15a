using System.Collections.Immutable;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Flags between the wire and the store (RFC 9051 §2.3.2).</summary>
internal static class FlagText
{
    public const string System = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";

    /// <summary>The flags that a session may change, where it may not change all.</summary>
    public static string Changeable(ReachedMailbox mailbox, IReadOnlyList<string> keywords)
    {
        var kept = mailbox.Kept;
        var flags = System.Split(' ').Where(name => (Find(name) & kept) == MessageFlags.None);
        return string.Join(' ', mailbox.Allows(MailboxRights.Write) ? [.. flags, .. keywords, "\\*"] : flags);
    }

    /// <summary>Splits flags into system flags and keywords; false when one is no flag that can be stored.</summary>
    public static bool TrySplit(IReadOnlyList<string> names, out MessageFlags flags, out ImmutableArray<string> keywords)
    {
        flags = MessageFlags.None;
        var others = ImmutableArray.CreateBuilder<string>();
        keywords = [];
        foreach (var name in names)
        {
            if (name.Length == 0)
            {
                return false;
            }

            if (name[0] != '\\')
            {
                others.Add(name);
                continue;
            }

            var flag = Find(name);
            if (flag == MessageFlags.None && !name.Equals("\\Recent", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            flags |= flag;
        }

        keywords = others.ToImmutable();
        return true;
    }

    /// <summary>The system flag of that name, in any case.</summary>
    public static MessageFlags Find(string name) => name.Length switch
    {
        9 => Is(name, "\\Answered") ? MessageFlags.Answered : MessageFlags.None,
        8 => Is(name, "\\Flagged") ? MessageFlags.Flagged : Is(name, "\\Deleted") ? MessageFlags.Deleted : MessageFlags.None,
        5 => Is(name, "\\Seen") ? MessageFlags.Seen : MessageFlags.None,
        6 => Is(name, "\\Draft") ? MessageFlags.Draft : MessageFlags.None,
        _ => MessageFlags.None,
    };

    /// <summary>Writes the flags of a message in parentheses.</summary>
    public static void Write(ImapWriter writer, in MessageEntry entry, bool isRecent)
    {
        writer.Raw((byte)'(');
        var isFirst = true;
        Write(writer, "\\Seen"u8, (entry.Flags & MessageFlags.Seen) != MessageFlags.None, ref isFirst);
        Write(writer, "\\Answered"u8, (entry.Flags & MessageFlags.Answered) != MessageFlags.None, ref isFirst);
        Write(writer, "\\Flagged"u8, (entry.Flags & MessageFlags.Flagged) != MessageFlags.None, ref isFirst);
        Write(writer, "\\Deleted"u8, (entry.Flags & MessageFlags.Deleted) != MessageFlags.None, ref isFirst);
        Write(writer, "\\Draft"u8, (entry.Flags & MessageFlags.Draft) != MessageFlags.None, ref isFirst);
        Write(writer, "\\Recent"u8, isRecent, ref isFirst);
        var keywords = entry.Keywords;
        for (var i = 0; i < keywords.Count; i++)
        {
            writer.Raw(isFirst ? [] : " "u8);
            writer.Raw(keywords[i]);
            isFirst = false;
        }

        writer.Raw((byte)')');
    }

    private static bool Is(string name, string flag) => name.Equals(flag, StringComparison.OrdinalIgnoreCase);

    private static void Write(ImapWriter writer, ReadOnlySpan<byte> name, bool isSet, ref bool isFirst)
    {
        if (!isSet)
        {
            return;
        }

        writer.Raw(isFirst ? [] : " "u8);
        writer.Raw(name);
        isFirst = false;
    }
}

using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Rights as letters (RFC 4314 §2.1), and the two of RFC 2086 that stand for several (§2.1.1).</summary>
public static class RightsText
{
    private const string Letters = "lrswipkxtea";
    private static readonly MailboxRights[] Values =
    [
        MailboxRights.Lookup, MailboxRights.Read, MailboxRights.Seen, MailboxRights.Write, MailboxRights.Insert, MailboxRights.Post,
        MailboxRights.Create, MailboxRights.DeleteMailbox, MailboxRights.DeleteMessages, MailboxRights.Expunge, MailboxRights.Administer,
    ];

    /// <summary>Reads letters; false when there is one that is no right.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MailboxRights rights)
    {
        rights = MailboxRights.None;
        foreach (var letter in text)
        {
            var at = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (at < 0 && letter is not ('c' or 'd'))
            {
                return false;
            }

            rights |= letter switch
            {
                'c' => MailboxRights.Create | MailboxRights.DeleteMailbox,
                'd' => MailboxRights.DeleteMessages | MailboxRights.Expunge,
                _ => Values[at],
            };
        }

        return true;
    }

    /// <summary>The letters of rights, without those of RFC 2086.</summary>
    public static string Format(MailboxRights rights)
    {
        var text = new StringBuilder(Letters.Length);
        for (var at = 0; at < Values.Length; at++)
        {
            if ((rights & Values[at]) != MailboxRights.None)
            {
                text.Append(Letters[at]);
            }
        }

        return text.ToString();
    }

    /// <summary>The letters for a client, which may know RFC 2086 alone: c and d where any of theirs is there (RFC 4314 §2.1.1).</summary>
    public static string FormatForAll(MailboxRights rights) => Format(rights)
        + ((rights & (MailboxRights.Create | MailboxRights.DeleteMailbox)) == MailboxRights.None ? "" : "c")
        + ((rights & (MailboxRights.DeleteMessages | MailboxRights.Expunge)) == MailboxRights.None ? "" : "d");

    /// <summary>Every right as a word of its own, as LISTRIGHTS names those that can be given one by one.</summary>
    public static string OneByOne { get; } = string.Join(' ', Letters.AsEnumerable());
}

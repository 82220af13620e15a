using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Writes one LIST or LSUB response (RFC 9051 §7.3.1).</summary>
internal static class ListLine
{
    /// <summary>Writes a line; a null mailbox is one that does not exist, a null <paramref name="children"/> is not said.</summary>
    public static void Write(ImapSession session, string response, MailboxInfo? info, string shown, char separator, bool? children, string? oldName, string more = "", string extended = "",
        bool isBasic = false)
    {
        // RFC 5258 §3 gives \NonExistent to all, but programs that know RFC 3501 alone would try to open such a mailbox.
        var attributes = info is not null ? "" : isBasic && !session.IsRev2 ? "\\NonExistent \\Noselect" : "\\NonExistent";
        attributes = Join(attributes, children switch { true => "\\HasChildren", false => "\\HasNoChildren", null => "" });
        attributes = Join(attributes, info?.SpecialUse is null or SpecialUse.None ? "" : "\\" + info.SpecialUse);
        attributes = Join(attributes, more);
        var writer = session.Writer;
        writer.Raw($"* {response} ({attributes}) \"{separator}\" ");
        MailboxNames.Write(writer, shown, session.SpeaksUtf8);
        if (oldName is not null)
        {
            writer.Raw(" (\"OLDNAME\" ("u8);
            MailboxNames.Write(writer, oldName, session.SpeaksUtf8);
            writer.Raw("))"u8);
        }

        writer.Raw(extended);
        writer.Raw("\r\n"u8);
    }

    private static string Join(string left, string right) => left.Length == 0 ? right : right.Length == 0 ? left : left + " " + right;
}

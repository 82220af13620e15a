using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>The annotations that a session sees: those that are stored, and those that say what is known otherwise.</summary>
internal static class AnnotationValues
{
    /// <summary>The use of a mailbox (RFC 6154 §4).</summary>
    public const string UseName = "/private/specialuse";

    /// <summary>Who has one of these sees annotations, and may have some of his own (RFC 5464 §3.3).</summary>
    public const MailboxRights Readers = MailboxRights.Read | MailboxRights.Seen | MailboxRights.Write | MailboxRights.Insert | MailboxRights.Post;

    /// <summary>All of a mailbox, or of the server where it is null.</summary>
    public static async ValueTask<SortedDictionary<string, byte[]>> Read(ImapSession session, ReachedMailbox? mailbox)
    {
        var known = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var annotation in await (mailbox?.Mail ?? session.Mail!).Annotations(mailbox?.Info.Id ?? default, session.Account!.Id, CancellationToken.None))
        {
            known[annotation.Name] = annotation.Value!;
        }

        if (mailbox is null)
        {
            // RFC 5464 §6.1.1
            Add(known, "/shared/comment", session.Services.Settings.Get(StoreSettings.Comment));
            Add(known, "/shared/admin", session.Services.Settings.Get(StoreSettings.Admin));
        }
        else if (mailbox.IsOwn)
        {
            Add(known, UseName, UseText(mailbox.Info.SpecialUse));
        }

        return known;
    }

    /// <summary>The use that a value names; none or an empty value takes it away.</summary>
    public static bool TryReadUse(byte[]? value, out SpecialUse use)
    {
        use = SpecialUse.None;
        var text = Encoding.UTF8.GetString(value ?? []).Trim();
        return text.Length == 0 || (use = MailboxCommands.UseOf(text)) != SpecialUse.None;
    }

    /// <summary>The use of a mailbox as its annotation says it; empty for none.</summary>
    public static string UseText(SpecialUse use) => use == SpecialUse.None ? "" : "\\" + use;

    private static void Add(SortedDictionary<string, byte[]> known, string name, string text)
    {
        if (text.Length > 0)
        {
            known[name] = Encoding.UTF8.GetBytes(text);
        }
    }
}

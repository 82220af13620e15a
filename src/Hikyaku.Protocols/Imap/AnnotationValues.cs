using System.Text;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>The annotations that a session sees: those that are stored, and those that say what is known otherwise.</summary>
internal static class AnnotationValues
{
    /// <summary>The use of a mailbox (RFC 6154 §4).</summary>
    public const string UseName = "/private/specialuse";

    /// <summary>All of a mailbox, or of the server where it is null.</summary>
    public static async ValueTask<SortedDictionary<string, byte[]>> Read(ImapSession session, MailboxInfo? info)
    {
        var known = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var annotation in await session.Mail!.Annotations(info?.Id ?? default, session.Account!.Id, CancellationToken.None))
        {
            known[annotation.Name] = annotation.Value!;
        }

        if (info is null)
        {
            // RFC 5464 §6.1.1
            Add(known, "/shared/comment", session.Services.Settings.Get(StoreSettings.Comment));
            Add(known, "/shared/admin", session.Services.Settings.Get(StoreSettings.Admin));
        }
        else
        {
            Add(known, UseName, UseText(info.SpecialUse));
        }

        return known;
    }

    /// <summary>The values of one annotation for all own mailboxes.</summary>
    public static async ValueTask<Func<MailboxInfo, byte[]?>> OfAll(ImapSession session, string name)
    {
        if (name == UseName)
        {
            return info => UseText(info.SpecialUse) is { Length: > 0 } text ? Encoding.ASCII.GetBytes(text) : null;
        }

        var reader = Formats.ImapSyntax.AnnotationName.IsPrivate(name) ? session.Account!.Id : default;
        var values = await session.Mail!.AnnotationsNamed(name, reader, CancellationToken.None);
        return info => values.GetValueOrDefault(info.Id);
    }

    /// <summary>The use that a value names; none or an empty value takes it away.</summary>
    public static bool TryReadUse(byte[]? value, out SpecialUse use)
    {
        use = SpecialUse.None;
        var text = Encoding.UTF8.GetString(value ?? []).Trim();
        return text.Length == 0 || (use = MailboxCommands.UseOf(text)) != SpecialUse.None;
    }

    private static string UseText(SpecialUse use) => use == SpecialUse.None ? "" : "\\" + use;

    private static void Add(SortedDictionary<string, byte[]> known, string name, string text)
    {
        if (text.Length > 0)
        {
            known[name] = Encoding.UTF8.GetBytes(text);
        }
    }
}

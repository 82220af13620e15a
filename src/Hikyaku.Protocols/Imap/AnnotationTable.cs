using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>The annotations that LIST gives with each mailbox (RFC 9590): one read for each name and account, however many mailboxes there are.</summary>
internal sealed class AnnotationTable(ImapSession session, IReadOnlyList<string> names)
{
    private readonly Dictionary<(Mail.Directory.AccountId, string), IReadOnlyDictionary<MailboxId, byte[]>> _read = [];

    /// <summary>Whether any is wanted.</summary>
    public bool IsWanted => names.Count > 0;

    /// <summary>Writes those of a mailbox of an account; null is one that it does not have.</summary>
    public async ValueTask Write(MailAccount mail, MailboxInfo info, string shown)
    {
        var values = new List<KeyValuePair<string, byte[]?>>(names.Count);
        foreach (var name in names)
        {
            values.Add(new(name, name == AnnotationValues.UseName ? Use(mail, info) : (await Read(mail, name)).GetValueOrDefault(info.Id)));
        }

        MetadataLine.Write(session, shown, values);
    }

    private byte[]? Use(MailAccount mail, MailboxInfo info) =>
        ReferenceEquals(mail, session.Mail) && AnnotationValues.UseText(info.SpecialUse) is { Length: > 0 } text ? Encoding.ASCII.GetBytes(text) : null;

    private async ValueTask<IReadOnlyDictionary<MailboxId, byte[]>> Read(MailAccount mail, string name)
    {
        if (!_read.TryGetValue((mail.Id, name), out var values))
        {
            var reader = AnnotationName.IsPrivate(name) ? session.Account!.Id : default;
            values = await mail.AnnotationsNamed(name, reader, CancellationToken.None);
            _read.Add((mail.Id, name), values);
        }

        return values;
    }
}

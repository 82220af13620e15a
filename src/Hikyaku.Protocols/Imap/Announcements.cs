using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>What a session asked to hear of beside the selected mailbox; there is none where nobody asked.</summary>
internal sealed class Announcements(MailAccount mail, Mail.Directory.AccountId reader) : IDisposable
{
    private readonly AccountFollower _follower = mail.Follow(ChangeKinds.Annotations);

    /// <summary>ENABLE METADATA (RFC 5464 §4.1).</summary>
    public bool OfMailboxes { get; set; }

    /// <summary>ENABLE METADATA-SERVER, or METADATA, which contains it.</summary>
    public bool OfServer { get; set; }

    /// <summary>Leaves out what this session did itself.</summary>
    public void Skip(ulong modSeq) => _follower.Skip(modSeq);

    /// <summary>Tells what changed since it was told last.</summary>
    public void Write(ImapSession session)
    {
        foreach (var changes in _follower.Take(out _).OfType<MailChange.Annotated>().Where(IsVisible).GroupBy(change => change.Mailbox))
        {
            var isServer = changes.Key == default;
            var shown = isServer ? "" : mail.Find(changes.Key) is { } info ? session.Names.ToShown(info.Name) : null;
            if (shown is not null && (isServer ? OfServer : OfMailboxes))
            {
                MetadataLine.Announce(session, shown, changes.Select(change => change.Name).Distinct());
            }
        }
    }

    public void Dispose() => _follower.Dispose();

    private bool IsVisible(MailChange.Annotated change) => change.Reader == default || change.Reader == reader;
}

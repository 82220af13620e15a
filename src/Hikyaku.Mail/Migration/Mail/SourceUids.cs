using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.State;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Puts the entries of a UID file to the messages of a folder; of those that are gone it keeps the UID.</summary>
internal sealed class SourceUids(SourceMessages messages) : IUidTable
{
    private readonly Dictionary<ulong, uint> _gone = [];
    private ulong _digest;
    private int _at = -1;

    /// <summary>Whether an entry says what POP3 calls a message, or where it stands there.</summary>
    public bool HasPop3 { get; private set; }

    /// <summary>Whether an entry says what POP3 calls a message.</summary>
    public bool HasPop3Uidl { get; private set; }

    public uint Find(string baseName)
    {
        _digest = SeenMessages.Key(baseName);
        _at = messages.Find(_digest);
        return _at >= 0 ? messages.Row(_at).Uid : _gone.GetValueOrDefault(_digest);
    }

    public void Put(in UidListEntry entry)
    {
        HasPop3 |= entry.Pop3Uidl is not null || entry.Pop3Order is not null;
        HasPop3Uidl |= entry.Pop3Uidl is not null;
        if (_at >= 0)
        {
            messages.Row(_at).Uid = entry.Uid;
        }
        else
        {
            _gone[_digest] = entry.Uid;
        }
    }
}

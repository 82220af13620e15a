using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.State;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>
/// What files say POP3 called the messages of a folder, and their places: by the messages' indexes, the texts where there is room. Reads a Dovecot UID file again.
/// </summary>
internal sealed class SourcePop3(SourceMessages messages, string scratchFolder) : IUidTable, IDisposable
{
    private readonly ScratchFile _texts = new(scratchFolder);
    private long[] _uidls = [];
    private uint[] _orders = [];
    private int _at = -1;

    /// <summary>What a message was called; null when it was not told.</summary>
    public string? Uidl(int message)
    {
        if (_uidls.Length == 0 || _uidls[message] == 0)
        {
            return null;
        }

        var (at, length) = (_uidls[message] >> 16, (int)(_uidls[message] & 0xffff) - 1);
        return System.Text.Encoding.Latin1.GetString(_texts.Read(at, length));
    }

    /// <summary>Its place and 1; 0 when it was not told.</summary>
    public uint Order(int message) => _orders.Length == 0 ? 0 : _orders[message];

    /// <summary>Notes what a message of a base name was called.</summary>
    public void Put(string baseName, string uidl)
    {
        if (messages.Find(SeenMessages.Key(baseName)) is >= 0 and var at)
        {
            Put(at, uidl);
        }
    }

    public uint Find(string baseName)
    {
        _at = messages.Find(SeenMessages.Key(baseName));
        return _at >= 0 ? messages.Row(_at).Uid : 0;
    }

    public void Put(in UidListEntry entry)
    {
        // An entry that another replaced has another UID.
        if (_at < 0 || messages.Row(_at).Uid != entry.Uid)
        {
            return;
        }

        // An empty P stands for the base name.
        Put(_at, entry.Pop3Uidl is "" ? entry.BaseName : entry.Pop3Uidl);
        if (entry.Pop3Order is not null || _orders.Length > 0)
        {
            _orders = _orders.Length > 0 ? _orders : new uint[messages.Count];
            _orders[_at] = (uint)Math.Clamp(entry.Pop3Order ?? 0, 0, uint.MaxValue - 1) + (entry.Pop3Order is null ? 0u : 1u);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _texts.Dispose();

    private void Put(int message, string? uidl)
    {
        if (uidl is not null && uidl.Length < ushort.MaxValue)
        {
            _uidls = _uidls.Length > 0 ? _uidls : new long[messages.Count];
            _uidls[message] = (_texts.Append(System.Text.Encoding.Latin1.GetBytes(uidl)) << 16) | (uint)(uidl.Length + 1);
        }
        else if (_uidls.Length > 0)
        {
            _uidls[message] = 0;
        }
    }
}

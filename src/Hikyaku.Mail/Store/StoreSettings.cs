using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Store;

/// <summary>What an administrator chooses about the store.</summary>
public static class StoreSettings
{
    /// <summary>Octets of the disk that new mail leaves free; 0: by the size of the disk.</summary>
    public static readonly Setting<long> FreeSpace = new("store.freeSpace", 0, SettingTypes.Bytes(0, 1L << 40));

    /// <summary>Whether words of messages are indexed, so that searching them need not read every message.</summary>
    public static readonly Setting<bool> SearchIndex = new("search.index", true, SettingTypes.Flag);

    /// <summary>Octets of the largest message that APPEND takes (RFC 7889); 0: whatever can be received.</summary>
    public static readonly Setting<long> AppendLimit = new("imap.appendLimit", 0, SettingTypes.Bytes(0, 2L << 30));

    /// <summary>The accounts whose mail programs hear of new messages only in answer to NOOP and CHECK, and in IDLE.</summary>
    public static readonly Setting<AccountScope> DelayNewMail = new("imap.delayNewMail", AccountScope.None, SettingTypes.Accounts);

    /// <summary>What mail programs are told of the server (RFC 5464 §6.1.1: /shared/comment).</summary>
    public static readonly Setting<string> Comment = new("imap.comment", "", SettingTypes.Text(1000));

    /// <summary>Where mail programs are told to reach the administrator (RFC 5464 §6.1.1: /shared/admin), a URI.</summary>
    public static readonly Setting<string> Admin = new("imap.admin", "", SettingTypes.Text(1000));
}

using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Store;

/// <summary>What an administrator chooses about the store.</summary>
public static class StoreSettings
{
    /// <summary>Octets of the disk that new mail leaves free; 0: by the size of the disk.</summary>
    public static readonly Setting<long> FreeSpace = new("store.freeSpace", 0, SettingTypes.Bytes(0, 1L << 40));

    /// <summary>Octets of the largest message that APPEND takes (RFC 7889); 0: whatever can be received.</summary>
    public static readonly Setting<long> AppendLimit = new("imap.appendLimit", 0, SettingTypes.Bytes(0, 2L << 30));
}

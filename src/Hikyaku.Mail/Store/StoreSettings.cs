using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Store;

/// <summary>What an administrator chooses about the store.</summary>
public static class StoreSettings
{
    /// <summary>Octets of the disk that new mail leaves free; 0: by the size of the disk.</summary>
    public static readonly Setting<long> FreeSpace = new("store.freeSpace", 0, SettingTypes.Bytes(0, 1L << 40));

    /// <summary>Octets of the largest message that APPEND takes (RFC 7889); 0: <see cref="AppendLimitOf"/> says.</summary>
    public static readonly Setting<long> AppendLimit = new("imap.appendLimit", 0, SettingTypes.Bytes(0, 2L << 30));

    // Return-Path, Received and what checks add: mail that was received can be put into another account, too.
    private const long AddedFields = 64 << 10;

    /// <summary>The largest message in octets that APPEND takes now: as chosen, or whatever can be received.</summary>
    public static long AppendLimitOf(Settings.Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Get(AppendLimit) is var chosen and > 0 ? chosen : settings.Get(SmtpSettings.MaxMessageSize) + AddedFields;
    }
}

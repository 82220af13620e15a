using Hikyaku.Mail.Settings;

namespace Hikyaku.Protocols.Imap;

/// <summary>What an administrator chooses about IMAP.</summary>
public static class ImapSettings
{
    /// <summary>Messages that one command may touch (RFC 9738); 0: any number.</summary>
    internal static readonly Setting<int> MessageLimit = new("imap.messageLimit", 0, SettingTypes.Number(0, 100_000_000));
}

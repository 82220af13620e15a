using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Reception;

/// <summary>What an administrator chooses about receiving mail.</summary>
public static class SmtpSettings
{
    /// <summary>The largest message in octets (RFC 1870).</summary>
    public static readonly Setting<long> MaxMessageSize = new("smtp.maxMessageSize", 100L << 20, SettingTypes.Bytes(1 << 16, 2L << 30));

    /// <summary>Whether users may sign in on port 25 too.</summary>
    public static readonly Setting<bool> AuthOnPort25 = new("smtp.authOnPort25", true, SettingTypes.Flag);

    /// <summary>Whether EHLO also has the line of clients older than RFC 2554.</summary>
    public static readonly Setting<bool> OldAuthLine = new("smtp.oldAuthLine", true, SettingTypes.Flag);

    /// <summary>Whether users may only write as addresses that lead to them.</summary>
    public static readonly Setting<bool> RequireOwnSender = new("smtp.requireOwnSender", true, SettingTypes.Flag);
}

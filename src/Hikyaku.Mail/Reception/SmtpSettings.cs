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

    /// <summary>Whether users hear at once of recipients whose domain does not exist or takes no mail.</summary>
    public static readonly Setting<bool> CheckRecipientDomain = new("smtp.checkRecipientDomain", true, SettingTypes.Flag);

    /// <summary>Whether users may only write as addresses that lead to them.</summary>
    public static readonly Setting<bool> RequireOwnSender = new("smtp.requireOwnSender", true, SettingTypes.Flag);

    /// <summary>Whether the Received field of users' mail says nothing of their names and addresses.</summary>
    public static readonly Setting<AccountScope> HideClient = new("smtp.hideClient", AccountScope.None, SettingTypes.Accounts);

    /// <summary>Whether mail that users send is also put into their mailbox for sent mail.</summary>
    public static readonly Setting<AccountScope> KeepSentCopy = new("smtp.keepSentCopy", AccountScope.None, SettingTypes.Accounts);

    /// <summary>The longest line of a message in octets, CRLF included (RFC 5321 §4.5.3.1.6: at least 1000).</summary>
    public static readonly Setting<long> MaxLineLength = new("smtp.maxLineLength", 256L << 10, SettingTypes.Bytes(1000, 2L << 30));

    /// <summary>How long users may ask for a message to wait (RFC 4865); zero: they may not.</summary>
    public static readonly Setting<TimeSpan> MaxHold = new("smtp.maxHold", TimeSpan.FromDays(30), SettingTypes.Duration(TimeSpan.Zero, TimeSpan.FromDays(366)));

    /// <summary>The highest priority that users other than administrators may give their mail (RFC 6710).</summary>
    public static readonly Setting<int> MaxPriority = new("smtp.maxPriority", 4, SettingTypes.Number(0, 9));

    /// <summary>The most recipients of a message (RFC 5321 §4.5.3.1.8: at least 100).</summary>
    public static readonly Setting<int> MaxRecipients = new("smtp.maxRecipients", 1000, SettingTypes.Number(100, 100_000));

    /// <summary>The most domains among the recipients of a message; 0: as many as there are recipients.</summary>
    public static readonly Setting<int> MaxRecipientDomains = new("smtp.maxRecipientDomains", 0, SettingTypes.Number(0, 100_000));

    /// <summary>The most messages of one connection; 0: as many as come.</summary>
    public static readonly Setting<int> MaxMessages = new("smtp.maxMessagesPerConnection", 0, SettingTypes.Number(0, 999_999));

    /// <summary>Whether messages with NUL octets are taken.</summary>
    public static readonly Setting<bool> AllowNul = new("smtp.allowNul", false, SettingTypes.Flag);
}

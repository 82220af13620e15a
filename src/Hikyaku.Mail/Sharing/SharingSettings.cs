using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Sharing;

/// <summary>What an administrator chooses about mailboxes of others.</summary>
public static class SharingSettings
{
    /// <summary>Whether mailboxes can be shared at all.</summary>
    public static readonly Setting<bool> Enabled = new("sharing.enabled", true, SettingTypes.Flag);

    /// <summary>Whether rights that are given to anyone count.</summary>
    public static readonly Setting<bool> Anyone = new("sharing.anyone", true, SettingTypes.Flag);

    /// <summary>Whether accounts of other domains see what is shared with them.</summary>
    public static readonly Setting<bool> AcrossDomains = new("sharing.acrossDomains", false, SettingTypes.Flag);

    /// <summary>The local part of the account in each domain whose mailboxes are those of all ("Shared"); empty: there is none.</summary>
    public static readonly Setting<string> SharedAccount = new("sharing.sharedAccount", "shared", SettingTypes.Text(64));
}

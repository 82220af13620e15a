using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Resources;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Routing;

/// <summary>What an administrator chooses about where mail goes; the ways to other servers are in <see cref="Queue.QueueSettings"/>.</summary>
public static class RoutingSettings
{
    private static readonly ResourceManager Texts = new(typeof(RoutingSettings).FullName!, typeof(RoutingSettings).Assembly);

    /// <summary>The domains whose backup this server is; the command <c>backup-mx</c> changes it.</summary>
    public static readonly Setting<BackupDomains> Backups = new(
        "routing.backupDomains",
        BackupDomains.None,
        new SettingType<BackupDomains>(TryParseBackups, static value => value.ToText(), static culture => Texts.GetString("AllowedBackups", culture)!) { Show = static value => value.ToString() });

    /// <summary>Whether recipients may be named by the address of their host, as in <c>user@[192.0.2.1]</c>.</summary>
    public static readonly Setting<bool> AddressLiterals = new("routing.addressLiterals", true, SettingTypes.Flag);

    /// <summary>Whose mail with a detail (user+detail) goes into the mailbox of that name.</summary>
    public static readonly Setting<AccountScope> DetailMailboxes = new("routing.detailMailboxes", AccountScope.None, SettingTypes.Accounts);

    /// <summary>Addresses that lead here although no interface of this machine has them.</summary>
    public static readonly Setting<ImmutableArray<IPNetwork>> OwnAddresses = new("routing.ownAddresses", [], SettingTypes.Networks);

    private static bool TryParseBackups(string text, [NotNullWhen(true)] out BackupDomains? value) => BackupDomains.TryParse(text, out value);
}

using System.Diagnostics.CodeAnalysis;
using System.Resources;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Routing.Srs;

/// <summary>The settings about senders of mail that is forwarded to other servers.</summary>
public static class SrsSettings
{
    private static readonly ResourceManager Texts = new(typeof(SrsSettings).FullName!, typeof(SrsSettings).Assembly);

    /// <summary>Whether senders of elsewhere are rewritten.</summary>
    public static readonly Setting<bool> Enabled = new("srs.enabled", true, SettingTypes.Flag);

    /// <summary>The domain of rewritten senders; empty: that of the address that forwards.</summary>
    public static readonly Setting<string> Domain = new("srs.domain", "", SettingTypes.DomainOrNone);

    /// <summary>How long reports come back.</summary>
    public static readonly Setting<TimeSpan> MaxAge = new("srs.maxAge", TimeSpan.FromDays(21), SettingTypes.Duration(TimeSpan.FromDays(1), TimeSpan.FromDays(500)));

    /// <summary>After which time a new key is made.</summary>
    public static readonly Setting<TimeSpan> KeyLife = new("srs.keyLife", TimeSpan.FromDays(90), SettingTypes.Duration(TimeSpan.FromDays(1), TimeSpan.FromDays(3650)));

    /// <summary>The keys; the server makes the first one itself.</summary>
    public static readonly Setting<SrsKeys> Keys = new(
        "srs.keys",
        SrsKeys.None,
        new SettingType<SrsKeys>(TryParseKeys, static keys => keys.ToText(), static culture => Texts.GetString("AllowedKeys", culture)!) { Show = static keys => keys.ToString(), IsSecret = true });

    private static bool TryParseKeys(string text, [NotNullWhen(true)] out SrsKeys? keys) => SrsKeys.TryParse(text, out keys);
}

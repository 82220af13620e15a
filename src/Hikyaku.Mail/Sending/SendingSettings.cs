using System.Resources;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Sending;

/// <summary>What an administrator chooses about mail that users send.</summary>
public static class SendingSettings
{
    private const int MaxCount = 1_000_000;
    private static readonly ResourceManager Texts = new(typeof(SendingSettings).FullName!, typeof(SendingSettings).Assembly);

    /// <summary>How much who may send; the command <c>sending set</c> changes it.</summary>
    public static readonly Setting<SendingRules> Limits = new(
        "sending.limits",
        SendingRules.None,
        new SettingType<SendingRules>(SendingRules.TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedLimits", culture)!));

    /// <summary>What addresses who may also write as; the command <c>sending from</c> changes it.</summary>
    public static readonly Setting<OtherSenders> OtherSenders = new(
        "sending.otherSenders",
        Sending.OtherSenders.None,
        new SettingType<OtherSenders>(Sending.OtherSenders.TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedSenders", culture)!));

    internal static readonly Setting<int> HoldNewRecipients = new("sending.holdNewRecipients", 200, SettingTypes.Number(0, MaxCount));

    internal static readonly Setting<int> HoldRefusals = new("sending.holdRefusals", 50, SettingTypes.Number(0, MaxCount));

    internal static readonly Setting<int> HoldNewNetworks = new("sending.holdNewNetworks", 10, SettingTypes.Number(0, MaxCount));
}

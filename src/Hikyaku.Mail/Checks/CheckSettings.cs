using System.Resources;

using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Checks;

/// <summary>What an administrator chooses about mail from strangers.</summary>
public static class CheckSettings
{
    private const int MaxScore = 10_000;
    private static readonly ResourceManager Texts = new(typeof(CheckSettings).FullName!, typeof(CheckSettings).Assembly);

    /// <summary>What follows from which check; the command <c>check set</c> changes it.</summary>
    public static readonly Setting<CheckTable> Table = new(
        "checks.table",
        CheckTable.None,
        new SettingType<CheckTable>(CheckTable.TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedTable", culture)!));

    /// <summary>Who is excepted from which check; the command <c>check exception</c> changes it.</summary>
    public static readonly Setting<CheckExceptions> Exceptions = new(
        "checks.exceptions",
        CheckExceptions.None,
        new SettingType<CheckExceptions>(
            CheckExceptions.TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedExceptions", culture)!));

    internal static readonly Setting<int> TagScore = new("checks.tagScore", 5, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<int> DeferScore = new("checks.deferScore", 0, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<int> RefuseScore = new("checks.refuseScore", 0, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<bool> FileJunk = new("checks.fileJunk", true, SettingTypes.Flag);

    internal static readonly Setting<TimeSpan> Delay = new("checks.delay", TimeSpan.FromSeconds(10), SettingTypes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)));

    internal static readonly Setting<TimeSpan> Wait = new("checks.wait", TimeSpan.FromSeconds(3), SettingTypes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));

    internal static readonly Setting<TimeSpan> GreetingDelay = new("checks.greetingDelay", TimeSpan.Zero, SettingTypes.Duration(TimeSpan.Zero, TimeSpan.FromMinutes(1)));
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Resources;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Queue;

/// <summary>The settings of the queue and of remote delivery.</summary>
public static class QueueSettings
{
    private const int MaxWaits = 50;
    private const int MaxDeliveries = 1000;
    private const string Usual = "usual";
    private static readonly ResourceManager Texts = new(typeof(QueueSettings).FullName!, typeof(QueueSettings).Assembly);
    private static readonly QueuePolicy Defaults = new();

    /// <summary>Which domains go to which smart host; the command <c>route</c> changes it.</summary>
    public static readonly Setting<RemoteRoutes> Routes = new(
        "queue.routes",
        RemoteRoutes.None,
        new SettingType<RemoteRoutes>(TryParseRoutes, static value => value.ToText(), static culture => Texts.GetString("AllowedRoutes", culture)!)
        {
            Show = static value => value.ToString(),
            IsSecret = true,
        });

    /// <summary>The smart hosts that administrators sent waiting mail to, beside the routes; the command <c>queue reroute</c> changes it.</summary>
    public static readonly Setting<PinnedRoutes> Reroutes = new(
        "queue.reroutes",
        PinnedRoutes.None,
        new SettingType<PinnedRoutes>(TryParseReroutes, static value => value.ToText(), static culture => Texts.GetString("AllowedReroutes", culture)!)
        {
            Show = static value => value.ToString(),
            IsSecret = true,
        });

    /// <summary>From where the mail of which sender's domain goes out; the command <c>source</c> changes it.</summary>
    public static readonly Setting<SourceAddresses> Sources = new(
        "queue.sources",
        SourceAddresses.None,
        new SettingType<SourceAddresses>(TryParseSources, static value => value.ToString(), static culture => Texts.GetString("AllowedSources", culture)!));

    internal static readonly Setting<ImmutableArray<TimeSpan>> RetrySchedule = new(
        "queue.retrySchedule",
        Defaults.RetrySchedule,
        new SettingType<ImmutableArray<TimeSpan>>(
            TryParseSchedule,
            static value => string.Join(' ', value.Select(TimeSpanText.Format)),
            static culture => Texts.GetString("AllowedSchedule", culture)!));

    internal static readonly Setting<ImmutableArray<TimeSpan>> RetryGreylisted = Waits("queue.retryGreylisted", RetryClass.Greylisted);

    internal static readonly Setting<ImmutableArray<TimeSpan>> RetryUnreachable = Waits("queue.retryUnreachable", RetryClass.Unreachable);

    internal static readonly Setting<ImmutableArray<TimeSpan>> RetryProtection = Waits("queue.retryProtection", RetryClass.Protection);

    internal static readonly Setting<ImmutableArray<TimeSpan>> RetryFull = Waits("queue.retryFull", RetryClass.Full);

    internal static readonly Setting<ImmutableArray<TimeSpan>> RetryLocal = Waits("queue.retryLocal", RetryClass.Local);

    internal static readonly Setting<int> RetryJitter = new("queue.retryJitter", Defaults.Jitter, SettingTypes.Number(0, 50));

    internal static readonly Setting<TimeSpan> ReportExpiry = new(
        "queue.reportExpiry", Defaults.ReportExpiry, SettingTypes.Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(100)));

    internal static readonly Setting<TimeSpan> Expiry = new(
        "queue.expiry", Defaults.Expiry, SettingTypes.Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(100)));

    internal static readonly Setting<TimeSpan> BackupExpiry = new(
        "queue.backupExpiry", Defaults.BackupExpiry, SettingTypes.Duration(TimeSpan.FromHours(1), TimeSpan.FromDays(365)));

    internal static readonly Setting<TimeSpan> WarningAfter = new(
        "queue.warningAfter", Defaults.WarningAfter, SettingTypes.Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(100)));

    internal static readonly Setting<TimeSpan> UnreachableRest = new(
        "queue.unreachableRest", Defaults.UnreachableRest, SettingTypes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)));

    internal static readonly Setting<int> Deliveries = new("queue.deliveries", Defaults.Deliveries, SettingTypes.Number(1, MaxDeliveries));

    internal static readonly Setting<int> DeliveriesPerDestination = new(
        "queue.deliveriesPerDestination", Defaults.DeliveriesPerDestination, SettingTypes.Number(1, MaxDeliveries));

    internal static readonly Setting<int> Port = new("queue.port", 25, SettingTypes.Number(1, ushort.MaxValue));

    internal static QueuePolicy Policy(Settings.Settings settings) => Defaults with
    {
        RetrySchedule = settings.Get(RetrySchedule),
        RetrySchedules = Schedules(settings),
        Jitter = settings.Get(RetryJitter),
        ReportExpiry = settings.Get(ReportExpiry),
        Expiry = settings.Get(Expiry),
        BackupExpiry = settings.Get(BackupExpiry),
        IsBackup = settings.Get(Routing.RoutingSettings.Backups).Contains,
        WarningAfter = settings.Get(WarningAfter),
        UnreachableRest = settings.Get(UnreachableRest),
        Deliveries = settings.Get(Deliveries),
        DeliveriesPerDestination = settings.Get(DeliveriesPerDestination),
    };

    private static Setting<ImmutableArray<TimeSpan>> Waits(string key, RetryClass reason) => new(
        key,
        Defaults.RetrySchedules.GetValueOrDefault(reason, []),
        new SettingType<ImmutableArray<TimeSpan>>(
            static (string text, out ImmutableArray<TimeSpan> value) => IsUsual(text, out value) || TryParseSchedule(text, out value),
            static value => value.IsEmpty ? Usual : string.Join(' ', value.Select(TimeSpanText.Format)),
            static culture => Texts.GetString("AllowedWaits", culture)!));

    private static bool IsUsual(string text, out ImmutableArray<TimeSpan> value)
    {
        value = [];
        return text.Trim().Equals(Usual, StringComparison.OrdinalIgnoreCase);
    }

    private static ImmutableDictionary<RetryClass, ImmutableArray<TimeSpan>> Schedules(Settings.Settings settings) =>
        new (RetryClass Reason, Setting<ImmutableArray<TimeSpan>> Waits)[]
        {
            (RetryClass.Greylisted, RetryGreylisted),
            (RetryClass.Unreachable, RetryUnreachable),
            (RetryClass.Protection, RetryProtection),
            (RetryClass.Full, RetryFull),
            (RetryClass.Local, RetryLocal),
        }.Where(part => !settings.Get(part.Waits).IsEmpty).ToImmutableDictionary(part => part.Reason, part => settings.Get(part.Waits));

    private static bool TryParseRoutes(string text, [NotNullWhen(true)] out RemoteRoutes? value) => RemoteRoutes.TryParse(text, out value);

    private static bool TryParseReroutes(string text, [NotNullWhen(true)] out PinnedRoutes? value) => PinnedRoutes.TryParse(text, out value);

    private static bool TryParseSources(string text, [NotNullWhen(true)] out SourceAddresses? value) => SourceAddresses.TryParse(text, out value);

    private static bool TryParseSchedule(string text, out ImmutableArray<TimeSpan> value)
    {
        var waits = ImmutableArray.CreateBuilder<TimeSpan>();
        value = [];
        foreach (var word in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (waits.Count == MaxWaits || !TimeSpanText.TryParse(word, out var wait) || wait < TimeSpan.FromSeconds(1))
            {
                return false;
            }

            waits.Add(wait);
        }

        value = waits.ToImmutable();
        return !value.IsEmpty;
    }
}

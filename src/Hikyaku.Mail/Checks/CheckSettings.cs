using System.Resources;

using Hikyaku.Mail.Checks.Attachments;
using Hikyaku.Mail.Checks.DnsLists;
using Hikyaku.Mail.Checks.Loads;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Checks;

/// <summary>What an administrator chooses about mail from strangers.</summary>
public static class CheckSettings
{
    private const int MaxScore = 10_000;
    private static readonly ResourceManager Texts = new(typeof(CheckSettings).FullName!, typeof(CheckSettings).Assembly);

    private static readonly SettingType<FilePatterns> Patterns = new(
        FilePatterns.TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedPatterns", culture)!);

    private static readonly SettingType<Rate> Rates = new(Rate.TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedRate", culture)!);

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

    /// <summary>The DNS lists that the check <c>dns-list</c> asks; the command <c>check dnslist</c> changes it.</summary>
    public static readonly Setting<DnsListTable> DnsLists = new(
        "checks.dnsLists",
        DnsListTable.None,
        new SettingType<DnsListTable>(DnsListTable.TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedDnsLists", culture)!));

    internal static readonly Setting<int> DnsListThreshold = new("checks.dnsListThreshold", 2, SettingTypes.Number(1, MaxScore));

    internal static readonly Setting<FilePatterns> AttachmentNames = new("checks.attachmentNames", FilePatterns.None, Patterns);

    internal static readonly Setting<FilePatterns> AttachmentTypes = new("checks.attachmentTypes", FilePatterns.None, Patterns);

    internal static readonly Setting<TimeSpan> GreylistDelay = new("checks.greylistDelay", TimeSpan.FromMinutes(5), SettingTypes.Duration(TimeSpan.Zero, TimeSpan.FromHours(12)));

    internal static readonly Setting<TimeSpan> GreylistWindow = new("checks.greylistWindow", TimeSpan.FromDays(2), SettingTypes.Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(3)));

    internal static readonly Setting<int> GreylistClients = new("checks.greylistClients", 5, SettingTypes.Number(0, 1000));

    internal static readonly Setting<int> ClientConnections = new("checks.clientConnections", 20, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<Rate> ClientConnectionRate = new("checks.clientConnectionRate", Rate.None, Rates);

    internal static readonly Setting<Rate> ClientRate = new("checks.clientRate", new(300, TimeSpan.FromHours(1)), Rates);

    internal static readonly Setting<int> ClientParallel = new("checks.clientParallel", 0, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<Rate> SenderRate = new("checks.senderRate", new(100, TimeSpan.FromHours(1)), Rates);

    internal static readonly Setting<int> SenderParallel = new("checks.senderParallel", 0, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<Rate> RecipientRate = new("checks.recipientRate", new(300, TimeSpan.FromHours(1)), Rates);

    internal static readonly Setting<int> RecipientParallel = new("checks.recipientParallel", 0, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<Rate> DomainRate = new("checks.domainRate", new(3000, TimeSpan.FromHours(1)), Rates);

    internal static readonly Setting<int> DomainParallel = new("checks.domainParallel", 0, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<int> TagScore = new("checks.tagScore", 5, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<int> DeferScore = new("checks.deferScore", 0, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<int> RefuseScore = new("checks.refuseScore", 0, SettingTypes.Number(0, MaxScore));

    internal static readonly Setting<bool> FileJunk = new("checks.fileJunk", true, SettingTypes.Flag);

    internal static readonly Setting<TimeSpan> Delay = new("checks.delay", TimeSpan.FromSeconds(10), SettingTypes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)));

    internal static readonly Setting<TimeSpan> Wait = new("checks.wait", TimeSpan.FromSeconds(3), SettingTypes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));

    internal static readonly Setting<TimeSpan> GreetingDelay = new("checks.greetingDelay", TimeSpan.Zero, SettingTypes.Duration(TimeSpan.Zero, TimeSpan.FromMinutes(1)));
}

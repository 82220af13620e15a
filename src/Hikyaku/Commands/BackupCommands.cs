using System.Collections.Frozen;
using System.CommandLine;
using System.Globalization;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Settings;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku backup-mx …</c></summary>
internal static class BackupCommands
{
    private const string Name = "DOMAIN";

    public static Command Create(ICommandRunner runner)
    {
        var recipients = CommandParts.Texts("--recipients", "BackupRecipientsOption");
        var fromInput = CommandParts.Switch("--recipients-stdin", "BackupInputOption");
        return CommandParts.Group(
            "backup-mx",
            "Backup",
            CommandParts.New("set", "BackupSet", Domain(), recipients, fromInput)
                .DoesFirst(runner, (context, parsed) => Set(context, parsed, parsed.GetValue(recipients), parsed.GetValue(fromInput))),
            CommandParts.New("list", "BackupList").Does(runner, List),
            CommandParts.New("remove", "BackupRemove", Domain()).Does(runner, Remove));
    }

    private static Argument<string> Domain() => CommandParts.Word(Name, "BackupDomainArgument");

    private static async Task<int> Set(CommandContext context, ParseResult parsed, string[]? recipients, bool fromInput)
    {
        var text = parsed.GetRequiredValue<string>(Name);
        if (!DomainName.TryNormalize(text, out var domain))
        {
            return context.Refuse(new DirectoryRefusal(DirectoryRefusalReason.BadDomain, text).Text(context.Culture));
        }

        if (await context.Get<Directory>().FindDomain(domain, context.Cancellation) is not null)
        {
            return context.Refuse(CommandMessages.Get("BackupOwn", text));
        }

        var words = fromInput ? await ReadLines(context) : recipients is { Length: > 0 } ? [.. recipients.SelectMany(word => word.Split(','))] : null;
        if (!BackupDomains.TryReadNames(words, domain, out var names))
        {
            return context.Refuse(CommandMessages.Get("BackupBadRecipient", DomainName.ToUnicode(domain)));
        }

        return await Change(context, Backups(context).With(domain, names), $"{DomainName.ToUnicode(domain)}: {Count(names)}");
    }

    private static async Task<int> Remove(CommandContext context, ParseResult parsed)
    {
        var text = parsed.GetRequiredValue<string>(Name);
        return DomainName.TryNormalize(text, out var domain) && Backups(context).Contains(domain)
            ? await Change(context, Backups(context).Without(domain), DomainName.ToUnicode(domain))
            : context.Refuse(CommandMessages.Get("BackupUnknown", text));
    }

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var domains = Backups(context).All;
        if (context.Json)
        {
            context.WriteJson(domains.Select(domain => new { Domain = domain.Key, Recipients = domain.Value?.Order(StringComparer.Ordinal) }));
            return Task.FromResult(0);
        }

        foreach (var (domain, names) in domains)
        {
            context.Out.WriteLine($"{DomainName.ToUnicode(domain)}: {Count(names)}");
        }

        return Task.FromResult(0);
    }

    private static string Count(FrozenSet<string>? names) =>
        names is null ? CommandMessages.Get("BackupAny") : CommandMessages.Get("BackupKnown", names.Count.ToString(CultureInfo.CurrentCulture));

    private static async ValueTask<List<string>> ReadLines(CommandContext context)
    {
        var lines = new List<string>();
        while (await context.Terminal.ReadLine(secret: false, context.Cancellation) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static BackupDomains Backups(CommandContext context) => context.Get<Settings>().Get(RoutingSettings.Backups);

    private static async Task<int> Change(CommandContext context, BackupDomains domains, string text) => context.Report(
        await context.Get<Settings>().Set(RoutingSettings.Backups.Key, domains.ToText(), context.Actor, context.Cancellation),
        _ => new { BackupMx = text },
        _ => text);
}

using System.CommandLine;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku tls …</c>: how connections to other servers are protected.</summary>
internal static class TlsCommands
{
    private const string Pattern = "PATTERN";
    private const string Rule = "RULE";
    private const string Domain = "DOMAIN";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "tls",
        "Tls",
        CommandParts.New("set", "TlsSet", CommandParts.Word(Pattern, "TlsPatternArgument"), CommandParts.Word(Rule, "TlsRuleArgument")).DoesFirst(runner, Set),
        CommandParts.New("list", "TlsList").Does(runner, List),
        CommandParts.New("remove", "TlsRemove", CommandParts.Word(Pattern, "TlsPatternArgument")).Does(runner, Remove),
        CommandParts.New("test", "TlsTest", CommandParts.Word(Domain, "TlsDomainArgument")).Does(runner, Test),
        CommandParts.New("report", "TlsReport", CommandParts.Text("--domain", "TlsDomainOption"), CommandParts.Text("--day", "TlsDayOption")).Does(runner, TlsReportCommands.Report),
        CommandParts.New("send", "TlsSend", CommandParts.Word(TlsReportCommands.Day, "TlsDayArgument")).Does(runner, TlsReportCommands.Send),
        CommandParts.New("received", "TlsReceived", CommandParts.Text("--domain", "TlsDomainOption")).Does(runner, TlsReportCommands.Received));

    private static async Task<int> Set(CommandContext context, ParseResult parsed)
    {
        var (pattern, text) = (parsed.GetRequiredValue<string>(Pattern), parsed.GetRequiredValue<string>(Rule));
        if (!DomainPattern.TryNormalize(pattern, out var normal))
        {
            return context.Refuse(CommandMessages.Get("TlsBadPattern", pattern));
        }

        return RemoteTlsRule.TryParse(text, out var rule)
            ? await Change(context, Rules(context).With(normal, rule), $"{normal}: {rule}")
            : context.Refuse(CommandMessages.Get("TlsBadRule", text));
    }

    private static async Task<int> Remove(CommandContext context, ParseResult parsed)
    {
        var pattern = parsed.GetRequiredValue<string>(Pattern);
        return DomainPattern.TryNormalize(pattern, out var normal) && Rules(context).All.ContainsKey(normal)
            ? await Change(context, Rules(context).Without(normal), normal)
            : context.Refuse(CommandMessages.Get("TlsUnknown", pattern));
    }

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var rules = Rules(context).All;
        if (context.Json)
        {
            context.WriteJson(rules.Select(r => new { Pattern = r.Key, Rule = r.Value.ToString() }));
            return Task.FromResult(0);
        }

        foreach (var (pattern, rule) in rules)
        {
            context.Out.WriteLine($"{pattern}: {rule}");
        }

        return Task.FromResult(0);
    }

    private static async Task<int> Test(CommandContext context, ParseResult parsed)
    {
        var text = parsed.GetRequiredValue<string>(Domain);
        if (!DomainName.TryNormalize(text, out var domain))
        {
            return context.Refuse(CommandMessages.Get("TlsBadDomain", text));
        }

        var list = await context.Get<RemoteHosts>().OfDomain(domain, context.Cancellation);
        var found = list.Problem is null ? await context.Get<RemoteProtection>().Of(domain, list, context.Cancellation) : new ProtectedHosts([], list.Problem);
        if (context.Json)
        {
            context.WriteJson(new
            {
                Domain = domain,
                list.IsAuthentic,
                Problem = found.Problem?.ToString(),
                PolicyProblem = found.PolicyFailure,
                Hosts = found.All.Select(h => new
                {
                    h.Host.Name,
                    Address = h.Host.EndPoint.ToString(),
                    h.Host.Tls,
                    Policy = h.Policy.Type,
                    Records = h.Host.Anchors?.Records.Select(r => r.ToString()),
                    h.Obstacle,
                }),
            });
            return found.Problem is null ? 0 : 1;
        }

        if (list.Problem is null)
        {
            Write(context, domain, list, found);
        }

        return found.Problem is { } problem ? context.Refuse(problem.ToString()) : 0;
    }

    private static void Write(CommandContext context, string domain, RemoteHostList list, ProtectedHosts found)
    {
        context.Out.WriteLine(CommandMessages.Get(list.IsAuthentic ? "TlsAuthentic" : "TlsNotAuthentic", domain));
        if (found.PolicyFailure is { } failure)
        {
            context.Out.WriteLine(CommandMessages.Get("TlsPolicyProblem", failure));
        }

        foreach (var host in found.All)
        {
            context.Out.WriteLine($"{host.Host}: {(host.Obstacle is { } obstacle ? CommandMessages.Get("TlsNotUsed", obstacle) : CommandMessages.Get($"TlsLevel.{host.Host.Tls}"))}");
            foreach (var record in host.Host.Anchors?.Records ?? [])
            {
                context.Out.WriteLine($"    {record}");
            }
        }
    }

    private static RemoteTlsRules Rules(CommandContext context) => context.Get<Settings>().Get(ProtectionSettings.Rules);

    private static async Task<int> Change(CommandContext context, RemoteTlsRules rules, string text)
    {
        var change = await context.Get<Settings>().Set(ProtectionSettings.Rules.Key, rules.ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => new { Rule = text }, _ => text);
    }
}

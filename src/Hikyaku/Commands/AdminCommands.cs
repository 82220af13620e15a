using System.CommandLine;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Directory;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku admin …</c></summary>
internal static class AdminCommands
{
    private const string Address = "ADDRESS";

    public static Command Create(ICommandRunner runner)
    {
        var domain = CommandParts.Text("--domain", "GrantDomainOption");
        return CommandParts.Group(
            "admin",
            "Admin",
            CommandParts.New("grant", "AdminGrant", Word(), domain)
                .Does(runner, (context, parsed) => Change(context, parsed, parsed.GetValue(domain), isGrant: true)),
            CommandParts.New("revoke", "AdminRevoke", Word(), domain)
                .Does(runner, (context, parsed) => Change(context, parsed, parsed.GetValue(domain), isGrant: false)),
            CommandParts.New("list", "AdminList").Does(runner, List));
    }

    private static Argument<string> Word() => CommandParts.Word(Address, "AddressArgument");

    private static async Task<int> Change(CommandContext context, ParseResult parsed, string? domainName, bool isGrant)
    {
        if (await AccountCommands.Find(context, parsed.GetRequiredValue<string>(Address)) is not { } account)
        {
            return 1;
        }

        var domain = domainName is null ? null : await DomainCommands.Find(context, domainName);
        if (domain is null && domainName is not null)
        {
            return 1;
        }

        var editor = context.Get<DirectoryEditor>();
        var change = isGrant
            ? await editor.Grant(account.Id, domain?.Id, context.Actor, context.Cancellation)
            : await editor.Revoke(account.Id, domain?.Id, context.Actor, context.Cancellation);
        return context.Report(
            change,
            _ => new { account.Address, Domain = domain?.Name },
            _ => CommandMessages.Get(isGrant ? "AdminGranted" : "AdminRevoked", account.Address, Scope(domain?.Name)));
    }

    private static async Task<int> List(CommandContext context, ParseResult parsed)
    {
        var grants = await context.Get<Directory>().Read(
            reader => reader.Grants(null)
                .Select(grant => (
                    Address: reader.GetAccount(grant.Account)?.Address ?? "",
                    Domain: grant.Domain is { } id ? reader.GetDomain(id)?.Name : null))
                .ToList(),
            context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(grants.Select(grant => new { grant.Address, grant.Domain }));
        }
        else
        {
            context.WriteTable(
                ["Address", "Administers"],
                grants.Select(grant => (IReadOnlyList<string>)[grant.Address, Scope(grant.Domain)]));
        }

        return 0;
    }

    private static string Scope(string? domain) => domain is null ? CommandMessages.Get("TheServer") : DomainName.ToUnicode(domain);
}

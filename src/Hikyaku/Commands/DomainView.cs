using System.Globalization;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Commands;

/// <summary>Everything about one domain.</summary>
internal sealed record DomainView(
    Domain Domain, string CatchAll, DomainUsage Usage, IReadOnlyList<string> Administrators, IReadOnlyList<(MailingList List, IReadOnlyList<ListMember> Members)> Lists,
    IReadOnlyList<Autoresponder> Autoresponders, string? OldHost)
{
    public static DomainView Of(IDirectoryReader reader, Domain domain, string? oldHost) => new(
        domain,
        domain.CatchAll is CatchAll.ToAccount to ? reader.GetAccount(to.Account)?.Address ?? "refuse" : CommandViews.CatchAllText(domain.CatchAll),
        reader.Usage(domain.Id),
        [.. reader.Grants(null).Where(grant => grant.Domain == domain.Id).Select(grant => reader.GetAccount(grant.Account)?.Address).OfType<string>()],
        [.. reader.MailingLists(domain.Id).Select(list => (list, reader.ListMembers(list.Id)))],
        reader.Autoresponders(domain.Id),
        oldHost);

    public object Json() => new
    {
        Domain = CommandViews.Json(Domain),
        CatchAll,
        OldHost,
        Usage,
        Administrators,
        MailingLists = Lists.Select(list => new
        {
            list.List.Address,
            list.List.Owner,
            Options = System.Text.Json.JsonDocument.Parse(list.List.Options).RootElement,
            Members = list.Members.Select(member => new { member.Role, member.Address }),
        }),
        Autoresponders = Autoresponders.Select(robot => new
        {
            robot.Address,
            PeriodSeconds = (long)robot.Period.TotalSeconds,
            robot.MaxReplies,
            robot.IsActive,
            MessageOctets = robot.Message.Length,
        }),
    };

    public void Write(CommandContext context)
    {
        context.WriteFacts(
        [
            ("Name", DomainName.ToUnicode(Domain.Name) == Domain.Name ? Domain.Name : $"{DomainName.ToUnicode(Domain.Name)} ({Domain.Name})"),
            ("AliasDomains", string.Join(' ', Domain.AliasDomains.Select(DomainName.ToUnicode))),
            ("Active", CommandViews.YesNo(Domain.IsActive)),
            ("Live", CommandViews.YesNo(Domain.IsLive)),
            ("OldHost", OldHost ?? CommandMessages.Get("NoLimit")),
            ("CatchAll", CommandViews.CatchAllShown(CatchAll)),
            ("Administrators", string.Join(' ', Administrators)),
            ("SubAddress", Domain.SubAddressSeparator ?? CommandMessages.Get("NoLimit")),
            ("ReplaceHashes", CommandViews.YesNo(Domain.ReplaceHashes)),
            ("Disabled", string.Join(' ', CommandParts.Names(Domain.DisabledServices))),
            ("Accounts", Of(Usage.Accounts, Domain.Limits.Accounts)),
            ("Aliases", Of(Usage.Aliases, Domain.Limits.Aliases)),
            ("Forwards", Of(Usage.Forwards, Domain.Limits.Forwards)),
            ("Autoresponders", Of(Usage.Autoresponders, Domain.Limits.Autoresponders)),
            ("MailingLists", Of(Usage.MailingLists, Domain.Limits.MailingLists)),
            ("QuotaSum", $"{CommandViews.Limit(Usage.QuotaBytes, true)} / {CommandViews.Limit(Domain.Limits.QuotaBytes, true)}"),
            ("QuotaMessagesSum", Of(Usage.QuotaMessages, Domain.Limits.QuotaMessages)),
            ("DefaultQuota", CommandViews.Limit(Domain.Limits.DefaultQuotaBytes, true)),
            ("DefaultQuotaMessages", CommandViews.Limit(Domain.Limits.DefaultQuotaMessages, false)),
        ]);
        if (Lists.Count > 0)
        {
            context.WriteTable(
                ["MailingLists", "Owner", "Members", "Moderators"],
                Lists.Select(list => (IReadOnlyList<string>)[list.List.Address, list.List.Owner, Count(list.Members, ListRole.Member, ListRole.Digest), Count(list.Members, ListRole.Moderator)]));
        }

        if (Autoresponders.Count > 0)
        {
            context.WriteTable(["Autoresponders", "Active"], Autoresponders.Select(robot => (IReadOnlyList<string>)[robot.Address, CommandViews.YesNo(robot.IsActive)]));
        }
    }

    private static string Of(long used, long? limit) => string.Create(CultureInfo.InvariantCulture, $"{used} / {CommandViews.Limit(limit, false)}");

    private static string Count(IReadOnlyList<ListMember> members, params ListRole[] roles) =>
        members.Count(member => roles.Contains(member.Role)).ToString(CultureInfo.InvariantCulture);
}

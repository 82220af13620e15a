using System.Collections.Immutable;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Lists;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>Keeps mailing lists as data, and brings what changed at the source.</summary>
internal sealed class ListMerge(ImportTarget target)
{
    /// <summary>Whether the address is left without its list.</summary>
    public async Task<bool> Merge(PlannedDomain domain, PlannedList plan, CancellationToken cancellation)
    {
        var isRefused = false;
        var wanted = new MailingList { DomainId = default, Address = plan.Address, Owner = plan.Owner, Options = plan.Options, Texts = plan.Texts };
        var (known, members) = await Known(plan.Address, cancellation);
        var kept = plan.Members;
        await target.Merge(new MergedItem<MailingList>
        {
            Key = "list " + plan.Address,
            Address = plan.Address,
            Source = Fields(wanted, plan.Members),
            Here = known is null ? null : Fields(known, members),
            Save = async taken =>
            {
                kept = taken?.Contains("members") == false ? members : plan.Members;
                var change = await Save(domain, known is null || taken is null ? wanted : Mixed(known, wanted, taken), kept, cancellation);
                isRefused = change is DirectoryChange<MailingList>.Refused;
                return change;
            },
            Fields = saved => Fields(saved, kept),
            Words = Words(plan),
            TakenCode = "ListTaken",
            RefusedCode = "ListRefused",
            ChangedCode = "ListTaken",
        });
        return known is null && isRefused;
    }

    private Task<(MailingList? List, ImmutableArray<ListMember> Members)> Known(string address, CancellationToken cancellation) => target.Directory.Read(
        reader => reader.FindEntry(address).List is { } list ? (list, [.. reader.ListMembers(list.Id)]) : ((MailingList?)null, ImmutableArray<ListMember>.Empty),
        cancellation).AsTask();

    private async ValueTask<DirectoryChange<MailingList>> Save(
        PlannedDomain domain, MailingList list, ImmutableArray<ListMember> members, CancellationToken cancellation) =>
        await target.Directory.FindDomain(domain.Name, cancellation) is { } real
            ? await target.Editor.SaveMailingList(list with { DomainId = real.Id }, members, ImportTarget.Actor, cancellation)
            : new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, domain.Name);

    private static MailingList Mixed(MailingList known, MailingList wanted, IReadOnlySet<string> fields) => known with
    {
        Owner = fields.Contains("owner") ? wanted.Owner : known.Owner,
        Options = fields.Contains("options") ? wanted.Options : known.Options,
        Texts = fields.Contains("texts") ? wanted.Texts : known.Texts,
    };

    private static Dictionary<string, string> Fields(MailingList list, IEnumerable<ListMember> members) => new(StringComparer.Ordinal)
    {
        ["owner"] = list.Owner,
        ["options"] = SeenFacts.Digest(list.Options),
        ["texts"] = SeenFacts.Digest(list.Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key} {text.Value}")),
        ["members"] = SeenFacts.Digest(members.Select(member => $"{member.Role} {member.Address}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
    };

    private static ReportDetail Words(PlannedList plan) => new(
        "List", Count(plan, ListRole.Member), Count(plan, ListRole.Digest), Count(plan, ListRole.Moderator), plan.Owner.Length == 0 ? "-" : plan.Owner);

    private static string Count(PlannedList plan, ListRole role) => Figures.Number(plan.Members.Count(member => member.Role == role));
}

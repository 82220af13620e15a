using System.Globalization;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>Keeps automatic replies as data, and brings what changed at the source.</summary>
internal sealed class ReplyMerge(ImportTarget target)
{
    public async Task Merge(PlannedDomain domain, CancellationToken cancellation)
    {
        var real = await target.Directory.FindDomain(domain.Name, cancellation);
        var known = real is null ? [] : (await target.Directory.Read(reader => reader.Autoresponders(real.Id), cancellation))
            .ToDictionary(reply => reply.Address, StringComparer.Ordinal);
        foreach (var plan in domain.Autoresponders)
        {
            await Merge(domain, plan, real, known.GetValueOrDefault(plan.Address), cancellation);
        }

        foreach (var reply in known.Values.Where(reply =>
            (reply.Message.IsEmpty && domain.IsWhole) || domain.Accounts.Exists(account => account.Address == reply.Address)))
        {
            await Remove(reply, cancellation);
        }
    }

    // A vacation or a deferral that ended at the source ends here too, unless it is another one by now.
    private async Task Remove(Autoresponder known, CancellationToken cancellation)
    {
        var key = "reply " + known.Address;
        if (!target.Values.IsKnown(key) || target.Values.IsMet(key) || Fields(known).Any(field => target.Values.Here(key, field.Key) != field.Value))
        {
            return;
        }

        if (await target.Apply(known.Address, () => target.Editor.RemoveAutoresponder(known.Address, ImportTarget.Actor, cancellation)) is not null)
        {
            target.Report.Add(ReportOutcome.Changed, known.Address, known.Message.IsEmpty ? "DeferralRemoved" : "AutoresponderRemoved");
            target.Values.Forget(key);
        }
    }

    private Task Merge(PlannedDomain domain, PlannedAutoresponder plan, Domain? real, Autoresponder? known, CancellationToken cancellation)
    {
        var wanted = Wanted(plan, real);
        var code = plan.Message.IsEmpty ? "AddressKept" : "AutoresponderTaken";
        return target.Merge(new MergedItem<Autoresponder>
        {
            Key = "reply " + plan.Address,
            Address = plan.Address,
            Source = Fields(wanted),
            Here = known is null ? null : Fields(known),
            Save = taken => Save(domain, known is null || taken is null ? wanted : Mixed(known, wanted, taken), cancellation),
            Fields = Fields,
            Words = Words(plan),
            TakenCode = code,
            RefusedCode = "AutoresponderRefused",
            ChangedCode = code,
        });
    }

    private async ValueTask<DirectoryChange<Autoresponder>> Save(PlannedDomain domain, Autoresponder reply, CancellationToken cancellation) =>
        await target.Directory.FindDomain(domain.Name, cancellation) is not null
            ? await target.Editor.SaveAutoresponder(reply, ImportTarget.Actor, cancellation)
            : new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, domain.Name);

    private static Autoresponder Wanted(PlannedAutoresponder plan, Domain? domain) => new()
    {
        DomainId = domain?.Id ?? default,
        Address = plan.Address,
        Period = plan.Period,
        MaxReplies = plan.MaxReplies,
        QuotesOriginal = plan.QuotesOriginal,
        Message = plan.Message,
        IsActive = !plan.Message.IsEmpty,
    };

    private static Autoresponder Mixed(Autoresponder known, Autoresponder wanted, IReadOnlySet<string> fields) => known with
    {
        Period = fields.Contains("period") ? wanted.Period : known.Period,
        MaxReplies = fields.Contains("maxReplies") ? wanted.MaxReplies : known.MaxReplies,
        QuotesOriginal = fields.Contains("quotes") ? wanted.QuotesOriginal : known.QuotesOriginal,
        Message = fields.Contains("message") ? wanted.Message : known.Message,
        IsActive = fields.Contains("active") ? wanted.IsActive : known.IsActive,
    };

    private static Dictionary<string, string> Fields(Autoresponder reply) => new(StringComparer.Ordinal)
    {
        ["period"] = ((long)reply.Period.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        ["maxReplies"] = reply.MaxReplies.ToString(CultureInfo.InvariantCulture),
        ["quotes"] = reply.QuotesOriginal.ToString(),
        ["message"] = SeenFacts.Digest(Convert.ToBase64String(reply.Message.Span)),
        ["active"] = reply.IsActive.ToString(),
    };

    private static ReportDetail Words(PlannedAutoresponder plan) => plan.Message.IsEmpty ? new ReportDetail("Deferred")
        : new ReportDetail("Reply", Figures.Number(plan.MaxReplies), Figures.Number((long)plan.Period.TotalSeconds));
}

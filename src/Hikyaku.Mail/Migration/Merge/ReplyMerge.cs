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
    private static readonly Dictionary<string, string> Initial = [];

    public async Task Merge(PlannedDomain domain, CancellationToken cancellation)
    {
        var real = await target.Directory.FindDomain(domain.Name, cancellation);
        var known = real is null ? [] : (await target.Directory.Read(reader => reader.Autoresponders(real.Id), cancellation))
            .ToDictionary(reply => reply.Address, StringComparer.Ordinal);
        foreach (var plan in domain.Autoresponders)
        {
            await Merge(domain, plan, real, known.GetValueOrDefault(plan.Address), cancellation);
        }

        foreach (var reply in known.Values.Where(reply => domain.Accounts.Exists(account => account.Address == reply.Address)))
        {
            await Remove(reply, cancellation);
        }
    }

    // A vacation that ended at the source ends here too, unless it is another one by now.
    private async Task Remove(Autoresponder known, CancellationToken cancellation)
    {
        var key = "reply " + known.Address;
        if (!target.Values.IsKnown(key) || target.Values.IsMet(key) || Fields(known).Any(field => target.Values.Here(key, field.Key) != field.Value))
        {
            return;
        }

        var removed = await target.Apply(known.Address, () => target.Editor.RemoveAutoresponder(known.Address, ImportTarget.Actor, cancellation));
        if (removed.IsDone)
        {
            target.Report.Add(ReportOutcome.Changed, known.Address, "AutoresponderRemoved");
            target.Values.Forget(key);
        }
    }

    private async Task Merge(PlannedDomain domain, PlannedAutoresponder plan, Domain? real, Autoresponder? known, CancellationToken cancellation)
    {
        var key = "reply " + plan.Address;
        var wanted = Wanted(plan, real);
        var source = Fields(wanted);
        target.Values.Meet(key);
        if (known is null && target.IsRemovedHere(key, plan.Address, source))
        {
            return;
        }

        var here = known is null ? [] : Fields(known);
        var merge = FieldMerge.Of(target.Values, key, source, here, Initial);
        if (known is not null && merge.Kept.Count > 0)
        {
            target.Report.Add(ReportOutcome.Warning, plan.Address, "Kept", [Words(plan)]);
        }

        if (known is null || merge.Taken.Count > 0)
        {
            var applied = await target.Apply(plan.Address, () => Save(domain, known is null ? wanted : Mixed(known, wanted, merge.Taken), cancellation));
            if (!applied.IsDone)
            {
                return;
            }

            target.Report.Add(known is null ? ReportOutcome.Taken : ReportOutcome.Changed, plan.Address, plan.Message.IsEmpty ? "AddressKept" : "AutoresponderTaken", [Words(plan)]);
            here = applied.Value is { } saved ? Fields(saved) : source;
        }

        if (known is null)
        {
            target.Values.Put(key, source, here);
        }
        else
        {
            merge.Note(target.Values, key, source, here);
        }
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

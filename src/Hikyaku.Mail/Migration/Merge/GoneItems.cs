using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>Names what an earlier import brought and the source no longer has: it stays here, until someone removes it.</summary>
internal sealed class GoneItems(ImportTarget target, ImportSource source)
{
    public async Task Tell(CancellationToken cancellation)
    {
        foreach (var key in target.Values.Keys.Where(key => !target.Values.IsMet(key)).Order(StringComparer.Ordinal).ToList())
        {
            var (kind, name) = (key[..key.IndexOf(' ')], key[(key.IndexOf(' ') + 1)..]);
            if (IsAsked(kind, name) && await IsHere(kind, name, cancellation))
            {
                target.Report.Add(ReportOutcome.Warning, name, "Gone." + kind);
            }
        }
    }

    private bool IsAsked(string kind, string name) => kind is "domain" or "aliasdomain" ? source.Only.Count == 0 : source.WantsAddress(name);

    private async Task<bool> IsHere(string kind, string name, CancellationToken cancellation)
    {
        switch (kind)
        {
            case "account":
                return await target.Directory.FindAccount(name, cancellation) is not null;
            case "domain":
                return await target.Directory.FindDomain(name, cancellation) is { } domain && domain.Name == name;
            case "aliasdomain":
                return await target.Directory.FindDomain(name, cancellation) is { } real && real.Name != name;
        }

        var entry = await target.Directory.Read(reader => reader.FindEntry(name), cancellation);
        return kind switch { "alias" => entry.Alias is not null, "list" => entry.List is not null, "reply" => entry.IsRobot, _ => false };
    }
}

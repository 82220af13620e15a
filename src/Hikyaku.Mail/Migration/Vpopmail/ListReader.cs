using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hikyaku.Formats.Ezmlm;
using Hikyaku.Mail.Lists;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Reads the directory of an ezmlm list.</summary>
internal sealed class ListReader(SourceTree tree, MigrationReport report)
{
    private const int MaxFile = 1 << 20;
    private static readonly string[] ValueFiles =
        ["prefix", "headeradd", "headerremove", "headerkeep", "mimeremove", "mimekeep", "mimereject", "sublist", "msgsize", "listid", "charset", "num",
         "digcount", "digsize", "digtime", "outlocal", "outhost"];

    /// <summary>The list, as far as its directory can be read.</summary>
    public PlannedList Read(string address, string? directory)
    {
        if (directory is null || tree.Resolve(directory) is not { } folder || ByteFiles.Names(folder) is not { } names)
        {
            report.Add(ReportOutcome.Warning, address, "ListFolderMissing", BytePath.Show(directory ?? ""));
            return new PlannedList(address, "", "{}", ImmutableDictionary<string, string>.Empty, []);
        }

        if (names.Contains("subdb") || names.Contains("sql"))
        {
            report.Add(ReportOutcome.Warning, address, "ListMembersInSql", folder.ToString());
        }

        var config = Text(folder / "config") ?? Text(folder / "flags");
        var members = Members(folder, address);
        return new PlannedList(address, Owner(folder, config), Options(folder, names, config), Texts(folder), members);
    }

    private ImmutableArray<ListMember> Members(BytePath folder, string address)
    {
        var members = ImmutableArray.CreateBuilder<ListMember>();
        AddRole(ListRole.Member, folder, folder);
        AddRole(ListRole.Digest, folder / "digest", folder);
        AddRole(ListRole.Moderator, folder / "mod", folder);
        AddRole(ListRole.Allow, folder / "allow", folder);
        AddRole(ListRole.Deny, folder / "deny", folder);
        foreach (var file in (string[])["modpost", "modsub", "remote"])
        {
            // These may name another directory of moderators.
            if (Text(folder / file)?.Split('\n')[0].Trim() is ['/', ..] path && tree.Resolve(path) is { } other && other != folder / "mod")
            {
                AddRole(ListRole.Moderator, other, folder);
            }
        }

        return [.. members.Distinct()];

        void AddRole(ListRole role, BytePath from, BytePath list)
        {
            if (tree.Follow(from / "subscribers") is not { } subscribers || ByteFiles.Names(subscribers) is not { } files)
            {
                return;
            }

            foreach (var file in files.Order(StringComparer.Ordinal).Where(name => name.Length == 1))
            {
                var (addresses, skipped) = SubscriberFile.Parse(ByteFiles.ReadAll(subscribers / file, 64 * MaxFile));
                var good = addresses.Where(member => IsMember(role, member)).ToList();
                members.AddRange(good.Select(member => new ListMember(role, member)));
                var bad = skipped + addresses.Count - good.Count;
                if (bad > 0)
                {
                    report.Add(ReportOutcome.LeftOut, address, "SubscribersBad", bad.ToString(CultureInfo.InvariantCulture), (subscribers / file).ToString());
                }
            }
        }
    }

    // A whole domain may be named where nobody is sent anything.
    private static bool IsMember(ListRole role, string address) =>
        role is ListRole.Member or ListRole.Digest ? address.IndexOf('@', StringComparison.Ordinal) > 0 : address.Contains('@');

    private string Owner(BytePath folder, string? config)
    {
        var owner = Text(folder / "owner")?.Split('\n')[0].Trim().TrimStart('&') ?? (config is null ? null : EzmlmOptions.ConfigLine(config, '5'));
        return owner is not null && owner.Contains('@') && !owner.StartsWith('/') ? owner : "";
    }

    private string Options(BytePath folder, List<string> names, string? config)
    {
        var on = EzmlmOptions.FromFiles(names).Concat(config is null ? [] : EzmlmOptions.FromConfig(config));
        if (Text(folder / "text" / "trailer") is not null)
        {
            on = on.Append("trailer");
        }

        var options = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var option in on)
        {
            options[option] = true;
        }

        foreach (var file in ValueFiles)
        {
            if (Text(folder / file) is { Length: > 0 } value)
            {
                options[file] = value.TrimEnd('\n');
            }
        }

        return JsonSerializer.Serialize(options);
    }

    private ImmutableDictionary<string, string> Texts(BytePath folder)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var name in (tree.Follow(folder / "text") is { } text ? ByteFiles.Names(text) : null) ?? [])
        {
            if (Text(folder / "text" / name) is { } content)
            {
                texts[BytePath.Show(name)] = content;
            }
        }

        return texts.ToImmutable();
    }

    private string? Text(BytePath path)
    {
        if (tree.Follow(path) is not { } real || ByteFiles.ReadAll(real, MaxFile) is not { } octets)
        {
            return null;
        }

        return System.Text.Unicode.Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Encoding.Latin1.GetString(octets);
    }
}

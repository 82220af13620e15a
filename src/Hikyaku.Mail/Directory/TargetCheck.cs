using System.Collections.Immutable;
using System.Globalization;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Directory;

/// <summary>Checks where an alias, a forward or a catch-all leads.</summary>
internal static class TargetCheck
{
    public const int MaxTargets = 1000;
    private const int MaxSteps = 10_000;

    /// <summary>Reads targets; an address given twice counts once.</summary>
    public static DirectoryRefusal? Read(EditContext edit, string owner, IReadOnlyList<string> texts, out ImmutableArray<string> targets)
    {
        targets = [];
        if (texts.Count > MaxTargets)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.TooManyTargets, owner, MaxTargets.ToString(CultureInfo.InvariantCulture));
        }

        var seen = new Dictionary<string, string>(texts.Count);
        foreach (var text in texts)
        {
            if (!Address.TryParse(text.Trim(), out var target))
            {
                return new DirectoryRefusal(DirectoryRefusalReason.BadTarget, text);
            }

            var key = Key(edit.Writer, target);
            if (key == owner)
            {
                return new DirectoryRefusal(DirectoryRefusalReason.SelfReference, owner);
            }

            // The order of an import is not ours to choose: its targets may come later.
            if (!edit.Actor.IsImport && !Exists(edit.Writer, target, key))
            {
                return new DirectoryRefusal(DirectoryRefusalReason.UnknownTarget, target.ToString());
            }

            seen.TryAdd(key, target.ToString());
        }

        targets = [.. seen.Values];
        return Loop(edit.Writer, owner, seen.Keys);
    }

    /// <summary>The look-up key of an address: canonical, an alias domain replaced by the real one.</summary>
    public static string Key(IDirectoryReader reader, Address address) =>
        reader.FindDomain(address.Domain) is { } domain ? $"{address.LocalPart.ToLowerInvariant()}@{domain.Name}" : address.Canonical;

    private static bool Exists(IDirectoryReader reader, Address target, string key)
    {
        if (reader.FindDomain(target.Domain) is not { } domain || domain.CatchAll is not CatchAll.None || !reader.FindEntry(key).IsEmpty)
        {
            return true;
        }

        var localPart = target.LocalPart.ToLowerInvariant();
        return ReservedNames.Contains(localPart) || IsSubAddress(reader, localPart, domain);
    }

    private static bool IsSubAddress(IDirectoryReader reader, string localPart, Domain domain)
    {
        var separators = domain.SubAddressSeparator ?? "";
        for (var end = SubAddress.Last(localPart, separators, localPart.Length); end > 0; end = SubAddress.Last(localPart, separators, end))
        {
            if (ReservedNames.Contains(localPart[..end]) || !reader.FindEntry($"{localPart[..end]}@{domain.Name}").IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static DirectoryRefusal? Loop(IDirectoryReader reader, string owner, IEnumerable<string> first)
    {
        var (seen, next) = (new HashSet<string>(), new Queue<string>(first));
        for (var steps = 0; steps < MaxSteps && next.TryDequeue(out var address); steps++)
        {
            foreach (var target in Onward(reader, address))
            {
                var key = Address.TryParse(target, out var parsed) ? Key(reader, parsed) : target;
                if (key == owner)
                {
                    return new DirectoryRefusal(DirectoryRefusalReason.AliasLoop, owner, address);
                }

                if (seen.Add(key))
                {
                    next.Enqueue(key);
                }
            }
        }

        return null;
    }

    private static ImmutableArray<string> Onward(IDirectoryReader reader, string address) => reader.FindEntry(address) switch
    {
        { Alias: { } alias } => alias.Targets,
        { Account.Forward: { } forward } => forward.Targets,
        _ => [],
    };
}

using System.Collections.Immutable;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>What changed in a message's flags at the source since the last import; all else is as it is here.</summary>
internal sealed class FlagMerge
{
    private readonly FlagChange _add;
    private readonly FlagChange _remove;

    /// <summary>Compares; a message whose old flags are not known only gets more.</summary>
    public FlagMerge(SourceFlags? before, SourceFlags now)
    {
        var (flags, keywords) = (before?.Flags ?? MessageFlags.None, before?.Keywords ?? []);
        _add = new FlagChange(FlagChangeMode.Add, now.Flags & ~flags, Without(now.Keywords, keywords));
        _remove = new FlagChange(FlagChangeMode.Remove, flags & ~now.Flags, Without(keywords, now.Keywords));
    }

    /// <summary>The text that is the same for the same changes.</summary>
    public string Text => $"{Describe(_add)}/{Describe(_remove)}";

    /// <summary>The changes, to be made one after the other.</summary>
    public IEnumerable<FlagChange> Changes => ((FlagChange[])[_add, _remove]).Where(change => change.Flags != MessageFlags.None || !change.Keywords.IsEmpty);

    /// <summary>Whether a message here would be another.</summary>
    public bool WouldChange(in MessageEntry entry)
    {
        var keywords = entry.Keywords.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return _add.Apply(_remove.Apply(entry.Flags)) != entry.Flags || !keywords.IsSupersetOf(_add.Keywords) || keywords.Overlaps(_remove.Keywords);
    }

    // RFC 9051 §2.3.2: keywords are the same in any case.
    private static ImmutableArray<string> Without(ImmutableArray<string> keywords, ImmutableArray<string> others) =>
        [.. keywords.Except(others, StringComparer.OrdinalIgnoreCase)];

    private static string Describe(FlagChange change) => $"{(int)change.Flags} {string.Join(' ', change.Keywords)}";
}

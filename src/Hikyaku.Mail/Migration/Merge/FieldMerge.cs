namespace Hikyaku.Mail.Migration.Merge;

/// <summary>
/// The three-way merge of an item's fields: what changed at the source since the last import is taken, what changed here is kept, and where both
/// changed the one here wins and is told.
/// </summary>
internal sealed class FieldMerge
{
    private FieldMerge(HashSet<string> taken, HashSet<string> kept) => (Taken, Kept) = (taken, kept);

    /// <summary>Fields to set as at the source.</summary>
    public IReadOnlySet<string> Taken { get; }

    /// <summary>Fields that changed on both sides.</summary>
    public IReadOnlySet<string> Kept { get; }

    /// <summary>Merges.</summary>
    /// <param name="values">What earlier imports saw.</param>
    /// <param name="key">The item.</param>
    /// <param name="source">Its fields at the source.</param>
    /// <param name="here">Its fields here.</param>
    /// <param name="initial">What a field is here before anyone sets it, for an item that no import brought.</param>
    public static FieldMerge Of(
        SourceValues values, string key, IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> here,
        IReadOnlyDictionary<string, string> initial)
    {
        var (taken, kept) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (field, value) in source)
        {
            var now = here.GetValueOrDefault(field);
            var first = initial.GetValueOrDefault(field);
            if (value == now || value == (values.Source(key, field) ?? first))
            {
                continue;
            }

            (now == (values.Here(key, field) ?? first) ? taken : kept).Add(field);
        }

        return new FieldMerge(taken, kept);
    }

    /// <summary>Notes what the source says now, and what of it is here after the merge.</summary>
    public void Note(SourceValues values, string key, IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> after)
    {
        var here = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, value) in source.Where(pair => !Kept.Contains(pair.Key)))
        {
            // What was set here must not pass for what the source became.
            var becomes = Taken.Contains(field) || after.GetValueOrDefault(field) == value ? after.GetValueOrDefault(field) : values.Here(key, field);
            if (becomes is not null)
            {
                here[field] = becomes;
            }
        }

        values.Put(key, source, here);
    }

    /// <summary>Whether the source changed since the last import, for an item that is no longer here.</summary>
    public static bool HasChanged(SourceValues values, string key, IReadOnlyDictionary<string, string> source) =>
        source.Any(field => values.Source(key, field.Key) is { } last && last != field.Value);
}

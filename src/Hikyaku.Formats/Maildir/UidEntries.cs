namespace Hikyaku.Formats.Maildir;

/// <summary>Keeps all entries, in file order.</summary>
internal sealed class UidEntries : IUidTable
{
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    public List<UidListEntry> Items { get; } = [];

    public uint Find(string baseName) => _names.TryGetValue(baseName, out var at) ? Items[at].Uid : 0;

    public void Put(in UidListEntry entry)
    {
        if (_names.TryGetValue(entry.BaseName, out var at))
        {
            Items[at] = entry;
            return;
        }

        _names[entry.BaseName] = Items.Count;
        Items.Add(entry);
    }
}

namespace Hikyaku.Formats.Mime;

/// <summary>The header fields of one message or part, in order.</summary>
internal sealed class HeaderBlock
{
    private readonly List<HeaderField> _fields = [];

    public int Count => _fields.Count;

    public IReadOnlyList<HeaderField> Fields => _fields;

    public void Add(HeaderField field) => _fields.Add(field);

    /// <summary>The first field of that name, unfolded; null when there is none.</summary>
    public byte[]? Find(string name)
    {
        foreach (var field in _fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Unfolded();
            }
        }

        return null;
    }

    /// <summary>All fields of that name joined by commas, as address lists are; null when there is none.</summary>
    public byte[]? FindAll(string name)
    {
        byte[]? all = null;
        foreach (var field in _fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                all = all is null ? field.Unfolded() : [.. all, (byte)',', .. field.Unfolded()];
            }
        }

        return all;
    }
}

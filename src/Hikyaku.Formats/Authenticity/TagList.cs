namespace Hikyaku.Formats.Authenticity;

/// <summary>Reads <c>name=value; name=value</c> as the records of RFC 8461 §3.1 and RFC 8460 §3 have it.</summary>
internal ref struct TagList(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Name { get; private set; }

    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>A field was no field.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Moves to the next field; false at the end or at what is no field.</summary>
    public bool Read()
    {
        var end = _rest.IndexOf(';');
        var field = (end < 0 ? _rest : _rest[..end]).Trim(" \t");
        var isLast = end < 0;
        _rest = isLast ? [] : _rest[(end + 1)..];
        if (field.IsEmpty)
        {
            // One delimiter may end the record.
            IsMalformed |= !isLast && !_rest.Trim(" \t").IsEmpty;
            return false;
        }

        var equals = field.IndexOf('=');
        if (equals <= 0)
        {
            IsMalformed = true;
            return false;
        }

        Name = field[..equals].TrimEnd(" \t");
        Value = field[(equals + 1)..].TrimStart(" \t");
        return true;
    }
}

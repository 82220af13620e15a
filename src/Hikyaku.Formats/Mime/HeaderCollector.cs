using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>Joins the lines of a header to fields, up to limits.</summary>
internal ref struct HeaderCollector(HeaderBlock headers, int maxFields, int maxOctets)
{
    private readonly List<byte> _value = [];
    private string? _name;

    /// <summary>The octets that were kept.</summary>
    public int Octets { get; private set; }

    /// <summary>Adds a line or a piece of one, with its line end.</summary>
    public void Add(ReadOnlySpan<byte> line, bool isLineStart)
    {
        if (isLineStart && line[0] is not ((byte)' ' or (byte)'\t'))
        {
            Complete();
            Start(line);
        }
        else if (_name is not null)
        {
            Keep(line);
        }
    }

    /// <summary>Ends the field that is being read.</summary>
    public void Complete()
    {
        if (_name is not null)
        {
            headers.Add(new HeaderField(_name, [.. _value]));
        }

        _value.Clear();
        _name = null;
    }

    private void Start(ReadOnlySpan<byte> line)
    {
        // RFC 5322 §3.6.8: a name is printable ASCII without colon; the obsolete syntax allows space before the colon.
        var colon = line.IndexOf((byte)':');
        var name = colon > 0 ? line[..colon].TrimEnd(" \t"u8) : [];
        if (name.Length is 0 or > 200 || name.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0 || headers.Count >= maxFields)
        {
            return;
        }

        _name = Encoding.ASCII.GetString(name);
        Octets += name.Length;
        Keep(line[(colon + 1)..]);
    }

    private void Keep(ReadOnlySpan<byte> octets)
    {
        var kept = octets[..Math.Clamp(maxOctets - Octets, 0, octets.Length)];
        _value.AddRange(kept);
        Octets += kept.Length;
    }
}

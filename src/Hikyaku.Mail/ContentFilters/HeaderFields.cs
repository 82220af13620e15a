using System.Text;

using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>The fields of a header as whole lines, to be changed; what is not changed keeps its octets.</summary>
/// <remarks>Limits: a header of more than <see cref="MaxLength"/> octets is not read.</remarks>
public sealed class HeaderFields
{
    /// <summary>The longest header, in octets.</summary>
    public const int MaxLength = 1 << 20;

    private readonly List<(string Name, ReadOnlyMemory<byte> Octets)> _fields = [];

    private HeaderFields()
    {
    }

    /// <summary>The octets of the header that was read, with the empty line behind it.</summary>
    public int Length { get; private set; }

    /// <summary>The fields: names, and what follows the colon up to the last line end.</summary>
    public IEnumerable<(string Name, ReadOnlyMemory<byte> Value)> All =>
        _fields.Select(static one => (one.Name, one.Octets[(one.Octets.Span.IndexOf((byte)':') + 1)..^2]));

    /// <summary>Reads a header; null when it is too long.</summary>
    public static async ValueTask<HeaderFields?> Read(Stream message, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        var count = 0;
        while (true)
        {
            var read = await message.ReadAtLeastAsync(buffer.AsMemory(count), 1, throwOnEndOfStream: false, cancellation);
            count += read;
            if (EndOf(buffer.AsSpan(0, count)) is { } end)
                return Cut(buffer.AsMemory(0, end));
            if (read == 0)
                return Cut(buffer.AsMemory(0, count));
            if (count == MaxLength)
                return null;
            if (count == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaxLength));
        }
    }

    /// <summary>Makes one change.</summary>
    internal void Apply(HeaderChange change)
    {
        switch (change)
        {
            case HeaderChange.Append append:
                _fields.Add(Field(append.Name, append.Value));
                break;
            case HeaderChange.Insert insert:
                _fields.Insert(Math.Min(insert.Index, _fields.Count), Field(insert.Name, insert.Value));
                break;
            case HeaderChange.Replace replace when Find(replace.Name, replace.Occurrence) is >= 0 and var place:
                _fields[place] = Field(replace.Name, replace.Value);
                break;
            case HeaderChange.Replace replace:
                _fields.Add(Field(replace.Name, replace.Value));
                break;
            case HeaderChange.Remove { Occurrence: 0 } remove:
                _fields.RemoveAll(field => Is(field.Name, remove.Name));
                break;
            case HeaderChange.Remove remove when Find(remove.Name, remove.Occurrence) is >= 0 and var place:
                _fields.RemoveAt(place);
                break;
        }
    }

    /// <summary>Writes the fields and the empty line.</summary>
    internal void WriteTo(MessageWriter writer)
    {
        foreach (var (_, octets) in _fields)
            writer.Write(octets.Span);
        writer.Write("\r\n"u8);
    }

    private static HeaderFields Cut(ReadOnlyMemory<byte> header)
    {
        var fields = new HeaderFields { Length = header.Length };
        while (!header.IsEmpty && !header.Span.StartsWith("\r\n"u8))
        {
            var end = EndOfField(header.Span);
            fields.Take(header[..end]);
            header = header[end..];
        }

        return fields;
    }

    // A line that is no field stays with the field before it, as it stands in the message.
    private void Take(ReadOnlyMemory<byte> octets)
    {
        var colon = octets.Span.IndexOf((byte)':');
        var name = colon <= 0 ? "" : Encoding.Latin1.GetString(octets.Span[..colon]).TrimEnd(' ', '\t');
        if (name.Length > 0 && !name.Any(c => c is <= ' ' or >= '\x7f') && octets.Span.EndsWith("\r\n"u8))
            _fields.Add((name, octets));
        else
            _fields.Add(("", Whole(octets)));
    }

    private static ReadOnlyMemory<byte> Whole(ReadOnlyMemory<byte> octets) => octets.Span.EndsWith("\r\n"u8) ? octets : new byte[][] { octets.ToArray(), [.. "\r\n"u8] }.SelectMany(part => part).ToArray();

    private static int EndOfField(ReadOnlySpan<byte> header)
    {
        var at = 0;
        while (true)
        {
            var end = header[at..].IndexOf((byte)'\n');
            if (end < 0)
                return header.Length;

            at += end + 1;
            if (at == header.Length || header[at] is not ((byte)' ' or (byte)'\t'))
                return at;
        }
    }

    /// <summary>Where the body begins; null: not among these octets.</summary>
    private static int? EndOf(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith("\r\n"u8))
            return 2;

        var end = octets.IndexOf("\r\n\r\n"u8);
        return end < 0 ? null : end + 4;
    }

    private int Find(string name, int occurrence)
    {
        for (var i = 0; i < _fields.Count; i++)
        {
            if (Is(_fields[i].Name, name) && --occurrence == 0)
                return i;
        }

        return -1;
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    // Whatever a filter says, it stays one field: each line of the value after the first begins with a blank.
    private static (string Name, ReadOnlyMemory<byte> Octets) Field(string name, string value)
    {
        var text = new StringBuilder(name.Length + value.Length + 4).Append(name).Append(':');
        var lines = value.Replace("\r", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0 && lines[i].Trim(' ', '\t').Length == 0)
                continue;
            if (i > 0)
                text.Append("\r\n");
            if (!lines[i].StartsWith(' ') && !lines[i].StartsWith('\t'))
                text.Append(i == 0 ? ' ' : '\t');
            text.Append(lines[i]);
        }

        return (name, Encoding.UTF8.GetBytes(text.Append("\r\n").ToString()));
    }
}

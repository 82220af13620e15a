namespace Hikyaku.Formats.Mime;

/// <summary>A header field: its name and the octets after the colon, with folds, without the last line end.</summary>
internal readonly record struct HeaderField(string Name, byte[] Value)
{
    /// <summary>The value on one line, without surrounding space (RFC 5322 §2.2.3).</summary>
    public byte[] Unfolded()
    {
        var trimmed = Value.AsSpan().Trim(" \t\r\n"u8);
        if (trimmed.IndexOfAny((byte)'\r', (byte)'\n') < 0)
        {
            return trimmed.ToArray();
        }

        var line = new byte[trimmed.Length];
        var length = 0;
        foreach (var octet in trimmed)
        {
            if (octet is not (byte)'\r' and not (byte)'\n')
            {
                line[length++] = octet;
            }
        }

        return line[..length];
    }
}

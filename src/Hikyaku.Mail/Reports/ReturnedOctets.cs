namespace Hikyaku.Mail.Reports;

/// <summary>Takes what a report returns of a message.</summary>
internal static class ReturnedOctets
{
    /// <summary>The most octets of a header.</summary>
    public const int MaxHeader = 64 * 1024;

    /// <summary>The fields that name the message to its sender and tell nobody else what it is about.</summary>
    public static byte[] Redacted(Stream source)
    {
        ReadOnlySpan<byte> rest = Read(source, MaxHeader, isFull: false);
        var kept = new List<byte>();
        var isKept = false;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n') + 1;
            var line = rest[..(end == 0 ? rest.Length : end)];
            rest = rest[line.Length..];
            // RFC 5322 §2.2.3: a line that starts with white space goes on with the field.
            isKept = line[0] is (byte)' ' or (byte)'\t' ? isKept : Starts(line, "Message-ID:"u8) || Starts(line, "Date:"u8);
            if (isKept)
            {
                kept.AddRange(line);
            }
        }

        return [.. kept];
    }

    private static bool Starts(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length >= name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name);

    /// <summary>The whole message, or its header with whole lines only.</summary>
    public static byte[] Read(Stream source, int most, bool isFull)
    {
        var buffer = new byte[Math.Min(most, source.Length - source.Position)];
        var octets = buffer.AsSpan(0, source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        if (isFull)
        {
            return octets.ToArray();
        }

        var end = octets.StartsWith("\r\n"u8) ? 0 : octets.IndexOf("\r\n\r\n"u8) + 2;
        return octets[..(end >= 2 ? end : octets.LastIndexOf((byte)'\n') + 1)].ToArray();
    }
}

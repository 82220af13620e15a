namespace Hikyaku.Mail.Reports;

/// <summary>Takes what a report returns of a message.</summary>
internal static class ReturnedOctets
{
    /// <summary>The most octets of a header.</summary>
    public const int MaxHeader = 64 * 1024;

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

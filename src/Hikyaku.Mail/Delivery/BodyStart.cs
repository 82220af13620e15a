namespace Hikyaku.Mail.Delivery;

/// <summary>Finds the empty line behind a header, in pieces of any size.</summary>
internal struct BodyStart
{
    private bool _isInBody;
    private bool _isInLine;

    /// <summary>What of a piece belongs to the body.</summary>
    public ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> octets)
    {
        while (!_isInBody && !octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n') + 1;
            var line = end == 0 ? octets : octets[..end];
            var isEmpty = !_isInLine && line.TrimEnd("\r\n"u8).IsEmpty;
            _isInBody = isEmpty && end > 0;
            _isInLine = end == 0 && (_isInLine || !isEmpty);
            octets = octets[line.Length..];
        }

        return octets;
    }
}

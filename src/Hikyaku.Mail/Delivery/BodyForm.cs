using System.Text;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Mail.Delivery;

/// <summary>Finds out what octets are made of, in pieces of any size: seven bits, eight bits, or no lines at all.</summary>
internal struct BodyForm()
{
    // RFC 5321 §4.5.3.1.6, generously: what was taken as text is not to be called binary for a long line.
    private const int MaxLine = 256 * 1024;

    private LineEndScanner _lines = new();
    private bool _hasEightBits;
    private bool _hasBinary;
    private long _line;

    /// <summary>Looks at the next octets.</summary>
    public void Scan(ReadOnlySpan<byte> octets)
    {
        _hasEightBits = _hasEightBits || !Ascii.IsValid(octets);
        _hasBinary = _hasBinary || octets.Contains((byte)0);
        _lines.Scan(octets);
        while (!_hasBinary && !octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n') + 1;
            _line += end == 0 ? octets.Length : end;
            _hasBinary = _line > MaxLine;
            _line = end == 0 ? _line : 0;
            octets = end == 0 ? default : octets[end..];
        }
    }

    /// <summary>There are no more.</summary>
    public BodyType Complete()
    {
        _lines.Finish();
        return _hasBinary || _lines.HasBareCr || _lines.HasBareLf ? BodyType.BinaryMime : _hasEightBits ? BodyType.EightBitMime : BodyType.SevenBit;
    }
}

using System.Runtime.InteropServices;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>Watches the line ends of a message sent by BDAT, in pieces of any size.</summary>
/// <remarks>Without BINARYMIME the octets are still lines of text that end with CRLF (RFC 3030 §3).</remarks>
[StructLayout(LayoutKind.Auto)]
public struct LineEndScanner
{
    private bool _afterCr;

    /// <summary>A CR came without an LF behind it.</summary>
    public bool HasBareCr { get; private set; }

    /// <summary>An LF came without a CR before it.</summary>
    public bool HasBareLf { get; private set; }

    /// <summary>The last octets were CRLF, or there were none.</summary>
    public bool IsAtLineStart { get; private set; } = true;

    /// <summary>A scanner before the first octet.</summary>
    public LineEndScanner()
    {
    }

    /// <summary>Looks at the next octets.</summary>
    public void Scan(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            if (_afterCr)
            {
                IsAtLineStart = octets[0] == '\n';
                HasBareCr |= !IsAtLineStart;
                octets = IsAtLineStart ? octets[1..] : octets;
                _afterCr = false;
                continue;
            }

            var end = octets.IndexOfAny((byte)'\r', (byte)'\n');
            IsAtLineStart = false;
            if (end < 0)
            {
                return;
            }

            _afterCr = octets[end] == '\r';
            HasBareLf |= !_afterCr;
            octets = octets[(end + 1)..];
        }
    }

    /// <summary>The message ends: a CR that still waits stands alone.</summary>
    public void Finish()
    {
        HasBareCr |= _afterCr;
        _afterCr = false;
    }
}

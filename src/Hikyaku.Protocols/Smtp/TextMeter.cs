using System.Runtime.InteropServices;

namespace Hikyaku.Protocols.Smtp;

/// <summary>Watches the lines of a message for what no limit of size tells: how long they are, and NUL octets in them.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct TextMeter
{
    private long _line;

    /// <summary>The octets of the longest line, its line end included.</summary>
    public long LongestLine { get; private set; }

    /// <summary>There was a NUL octet.</summary>
    public bool HasNul { get; private set; }

    /// <summary>Looks at the next octets.</summary>
    public void Scan(ReadOnlySpan<byte> octets)
    {
        HasNul |= octets.Contains((byte)0);
        while (!octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n') + 1;
            _line += end == 0 ? octets.Length : end;
            LongestLine = Math.Max(LongestLine, _line);
            if (end == 0)
            {
                return;
            }

            _line = 0;
            octets = octets[end..];
        }
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Writes IMAP response syntax so that it is always valid, whatever octets go in (RFC 9051 §4).</summary>
public readonly struct ImapWriter(IBufferWriter<byte> output)
{
    private const int LongestQuoted = 1000;
    private static readonly SearchValues<byte> QuotedSafe =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5f).Select(c => (byte)c).Where(c => c is not (byte)'"' and not (byte)'\\')]);

    /// <summary>Writes octets as they are.</summary>
    public void Raw(ReadOnlySpan<byte> octets) => output.Write(octets);

    /// <summary>Writes one octet.</summary>
    public void Raw(byte octet)
    {
        output.GetSpan(1)[0] = octet;
        output.Advance(1);
    }

    /// <summary>Writes ASCII text as it is.</summary>
    public void Raw(string ascii)
    {
        var count = Encoding.UTF8.GetBytes(ascii, output.GetSpan(Encoding.UTF8.GetMaxByteCount(ascii.Length)));
        output.Advance(count);
    }

    /// <summary>Writes a decimal number.</summary>
    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    /// <summary>Writes a decimal number, such as a modification sequence.</summary>
    public void Number(ulong value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    /// <summary>Writes NIL.</summary>
    public void Nil() => Raw("NIL"u8);

    /// <summary>Writes a string, quoted where that is allowed and as a literal elsewhere.</summary>
    public void String(ReadOnlySpan<byte> text)
    {
        if (text.Length <= LongestQuoted && text.IndexOfAnyExcept(QuotedSafe) < 0)
        {
            Raw((byte)'"');
            Raw(text);
            Raw((byte)'"');
        }
        else if (IsQuotable(text))
        {
            Escaped(text);
        }
        else
        {
            Literal(text);
        }
    }

    /// <summary>Writes a string of UTF-8 text; <paramref name="utf8Quoted"/> allows it inside quotes (RFC 9051 §4.3).</summary>
    public void String(string text, bool utf8Quoted = false)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        if (utf8Quoted && octets.Length <= LongestQuoted && octets.AsSpan().IndexOfAny((byte)0, (byte)'\r', (byte)'\n') < 0)
        {
            Escaped(octets);
        }
        else
        {
            String(octets);
        }
    }

    /// <summary>Writes any octets: as a string where that is possible, else as literal8 (RFC 3516 §3).</summary>
    public void Value(ReadOnlySpan<byte> octets)
    {
        if (!octets.Contains((byte)0))
        {
            String(octets);
            return;
        }

        Raw("~{"u8);
        Number(octets.Length);
        Raw("}\r\n"u8);
        Raw(octets);
    }

    /// <summary>Writes a string, or NIL for null.</summary>
    public void NString(byte[]? text)
    {
        if (text is null)
        {
            Nil();
        }
        else
        {
            String(text);
        }
    }

    private static bool IsQuotable(ReadOnlySpan<byte> text) =>
        // RFC 3501 §9: TEXT-CHAR is 7-bit without NUL, CR and LF.
        text.Length <= LongestQuoted && text.IndexOfAnyExceptInRange((byte)1, (byte)0x7f) < 0 && text.IndexOfAny((byte)'\r', (byte)'\n') < 0;

    private void Escaped(ReadOnlySpan<byte> text)
    {
        Raw((byte)'"');
        foreach (var octet in text)
        {
            if (octet is (byte)'"' or (byte)'\\')
            {
                Raw((byte)'\\');
            }

            Raw(octet);
        }

        Raw((byte)'"');
    }

    private void Literal(ReadOnlySpan<byte> text)
    {
        Raw((byte)'{');
        Number(text.Length);
        Raw("}\r\n"u8);
        var from = 0;
        // RFC 3501 §9: CHAR8 has no NUL.
        for (int at; (at = text[from..].IndexOf((byte)0)) >= 0; from += at + 1)
        {
            Raw(text.Slice(from, at));
            Raw((byte)'?');
        }

        Raw(text[from..]);
    }
}

using System.Runtime.InteropServices;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Positions in a result, from 1, or from its end with negative ones; both are included (RFC 9394 §3.1).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PartialRange(long First, long Last)
{
    /// <summary>Reads "1:10" or "-1:-10".</summary>
    public static PartialRange Read(ref CommandReader reader)
    {
        var isFromEnd = reader.Skip('-');
        var first = (long)reader.Number();
        reader.Expect(':');
        if (isFromEnd)
        {
            reader.Expect('-');
        }

        var last = (long)reader.Number();
        if (first == 0 || last == 0)
        {
            reader.Fail("a range of positions such as 1:10 or -1:-10");
        }

        return isFromEnd ? new PartialRange(-first, -last) : new PartialRange(first, last);
    }

    /// <summary>Where the range begins in a result of that length, from 0, and how much of it there is.</summary>
    public (int Start, int Length) Of(int length)
    {
        var low = Math.Min(Math.Abs(First), Math.Abs(Last)) - 1;
        var high = Math.Min(length, Math.Max(Math.Abs(First), Math.Abs(Last)));
        if (low >= high)
        {
            return (0, 0);
        }

        return First < 0 ? (length - (int)high, (int)(high - low)) : ((int)low, (int)(high - low));
    }
}

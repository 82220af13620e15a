namespace Hikyaku.Formats.Maildir;

/// <summary>The order in which Courier gives UIDs to new files: the number at the start, then octets up to the colon.</summary>
public static class MaildirOrder
{
    /// <summary>Compares two file names; 0 when they share their base.</summary>
    public static int Compare(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        var left = MaildirName.Base(x);
        var right = MaildirName.Base(y);
        var first = Digits(left);
        var second = Digits(right);
        var byNumber = first.Length != second.Length ? first.Length.CompareTo(second.Length) : first.SequenceCompareTo(second);
        return byNumber != 0 ? byNumber : left.SequenceCompareTo(right);
    }

    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return (end < 0 ? name : name[..end]).TrimStart((byte)'0');
    }
}

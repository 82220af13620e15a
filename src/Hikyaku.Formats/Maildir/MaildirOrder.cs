namespace Hikyaku.Formats.Maildir;

/// <summary>The order in which Courier gives UIDs to new files: the number at the start, then octets up to the colon.</summary>
public sealed class MaildirOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static MaildirOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = Up(x);
        var right = Up(y);
        var byNumber = CompareNumbers(Digits(left), Digits(right));
        return byNumber != 0 ? byNumber : left.SequenceCompareTo(right);
    }

    private static ReadOnlySpan<char> Up(string? name) => name is null ? default : MaildirName.Base(name);

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> name)
    {
        var end = name.IndexOfAnyExceptInRange('0', '9');
        return (end < 0 ? name : name[..end]).TrimStart('0');
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
}

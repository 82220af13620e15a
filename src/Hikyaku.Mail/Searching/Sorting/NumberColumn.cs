namespace Hikyaku.Mail.Searching.Sorting;

/// <summary>Keys that are numbers: times and sizes.</summary>
internal sealed class NumberColumn(int count) : KeyColumn
{
    private readonly long[] _keys = new long[count];

    public long this[int at]
    {
        set => _keys[at] = value;
    }

    public override int Compare(int one, int other) => _keys[one].CompareTo(_keys[other]);
}

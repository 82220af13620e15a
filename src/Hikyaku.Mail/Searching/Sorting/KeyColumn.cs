namespace Hikyaku.Mail.Searching.Sorting;

/// <summary>The keys of all messages for one criterion.</summary>
internal abstract class KeyColumn
{
    public abstract int Compare(int one, int other);
}

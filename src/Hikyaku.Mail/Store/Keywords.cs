namespace Hikyaku.Mail.Store;

/// <summary>Sets of keywords in one canonical text: sorted, distinct without regard to case, with spaces between.</summary>
internal static class Keywords
{
    public static string Join(IEnumerable<string> keywords)
    {
        var set = new SortedSet<string>(keywords, StringComparer.OrdinalIgnoreCase);
        return set.Count == 0 ? "" : string.Join(' ', set);
    }

    public static string[] Split(string joined) => joined.Length == 0 ? [] : joined.Split(' ');

    public static string Apply(FlagChange change, string before)
    {
        if (change.KeepsKeywords)
        {
            return before;
        }

        if (change.Mode == FlagChangeMode.Replace)
        {
            return Join(change.Keywords);
        }

        if (change.Keywords.IsDefaultOrEmpty)
        {
            return before;
        }

        var set = new SortedSet<string>(Split(before), StringComparer.OrdinalIgnoreCase);
        if (change.Mode == FlagChangeMode.Add)
        {
            set.UnionWith(change.Keywords);
        }
        else
        {
            set.ExceptWith(change.Keywords);
        }

        return string.Join(' ', set);
    }

    public static bool AreAllowed(IReadOnlyCollection<string> keywords, StoreLimits limits) =>
        keywords.Count <= limits.KeywordsPerMessage
        && keywords.All(k => k.Length > 0 && k.Length <= limits.KeywordLength && !k.AsSpan().ContainsAnyInRange('\0', ' '));
}

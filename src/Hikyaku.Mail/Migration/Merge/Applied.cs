namespace Hikyaku.Mail.Migration.Merge;

/// <summary>What came of a change.</summary>
/// <param name="IsDone">Whether it was made, or would be.</param>
/// <param name="Value">What is here now; null in a dry run.</param>
internal readonly record struct Applied<T>(bool IsDone, T? Value)
    where T : class;

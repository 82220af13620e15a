namespace Hikyaku.Mail.Checks;

/// <summary>The seam to the database of what checks remember. Nothing in it is mail: losing the last seconds does no harm.</summary>
public interface ICheckStorage
{
    /// <summary>What is remembered of one thing, or null.</summary>
    ValueTask<CheckNote?> Find(string kind, string key, CancellationToken cancellation);

    /// <summary>What is remembered of a kind, by key.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="from">The least key.</param>
    /// <param name="count">The most to return.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<CheckNote>> List(string kind, string from, int count, CancellationToken cancellation);

    /// <summary>Adds notes to what is remembered: counts add up, times widen.</summary>
    ValueTask Add(IReadOnlyCollection<CheckNote> notes, CancellationToken cancellation);

    /// <summary>Forgets one thing; false: nothing was known of it.</summary>
    ValueTask<bool> Remove(string kind, string key, CancellationToken cancellation);

    /// <summary>Forgets what was last seen before a time, and of the rest all but so many of the newest.</summary>
    ValueTask Forget(string kind, DateTimeOffset before, int most, CancellationToken cancellation);
}

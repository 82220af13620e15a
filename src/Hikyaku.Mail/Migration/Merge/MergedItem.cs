using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>An item of the directory that the source has, as <see cref="ImportTarget.Merge"/> brings it here.</summary>
/// <typeparam name="T">What it is here.</typeparam>
internal sealed record MergedItem<T>
    where T : class
{
    /// <summary>Its name among the values of earlier imports.</summary>
    public required string Key { get; init; }

    /// <summary>Its address, for the report.</summary>
    public required string Address { get; init; }

    /// <summary>Its fields at the source.</summary>
    public required IReadOnlyDictionary<string, string> Source { get; init; }

    /// <summary>Its fields here; null when it is not here.</summary>
    public required IReadOnlyDictionary<string, string>? Here { get; init; }

    /// <summary>Saves it with the given fields from the source; null: all of them.</summary>
    public required Func<IReadOnlySet<string>?, ValueTask<DirectoryChange<T>>> Save { get; init; }

    /// <summary>Its fields once it is saved.</summary>
    public required Func<T, IReadOnlyDictionary<string, string>> Fields { get; init; }

    /// <summary>What it is, for the report.</summary>
    public required ReportDetail Words { get; init; }

    /// <summary>The report's text when it is new here.</summary>
    public required string TakenCode { get; init; }

    /// <summary>The report's text when it is refused.</summary>
    public required string RefusedCode { get; init; }

    /// <summary>The report's text when it changed.</summary>
    public required string ChangedCode { get; init; }
}

using System.Collections.Immutable;
using System.Globalization;

namespace Hikyaku.Mail.Migration.Reports;

/// <summary>A part of what became of an item, such as its quota.</summary>
/// <param name="Code">The text's key.</param>
/// <param name="Arguments">What the text names.</param>
public sealed record ReportDetail(string Code, params ImmutableArray<string> Arguments)
{
    /// <summary>The detail for people.</summary>
    public string Text(CultureInfo culture) => ReportItem.Format("Detail." + Code, culture, [.. Arguments]);
}

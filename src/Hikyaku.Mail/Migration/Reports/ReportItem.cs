using System.Collections.Immutable;
using System.Globalization;
using System.Resources;

namespace Hikyaku.Mail.Migration.Reports;

/// <summary>One line of a report.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Subject">The domain or address it is about; "" for the host.</param>
/// <param name="Code">The text's key.</param>
/// <param name="Arguments">What the text names.</param>
public sealed record ReportItem(ReportOutcome Outcome, string Subject, string Code, params ImmutableArray<string> Arguments)
{
    private static readonly ResourceManager Texts = new("Hikyaku.Mail.Migration.Reports.MigrationTexts", typeof(ReportItem).Assembly);

    /// <summary>The line for people.</summary>
    public string Text(CultureInfo culture) => Format(Code, culture, [.. Arguments]);

    /// <summary>Another text of reports.</summary>
    public static string Format(string code, CultureInfo culture, params object[] arguments)
    {
        var text = Texts.GetString(code, culture) ?? code;
        return arguments.Length == 0 ? text : string.Format(culture, text, arguments);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Migration.Reports;

/// <summary>One line of a report.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Subject">The domain or address it is about; "" for the host.</param>
/// <param name="Code">The text's key.</param>
/// <param name="Arguments">What the text names.</param>
public sealed record ReportItem(ReportOutcome Outcome, string Subject, string Code, params ImmutableArray<string> Arguments)
{
    private static readonly ResourceManager Texts = new("Hikyaku.Mail.Migration.Reports.MigrationTexts", typeof(ReportItem).Assembly);

    /// <summary>Its parts.</summary>
    public ImmutableArray<ReportDetail> Details { get; init; } = [];

    /// <summary>Why the directory refused it, or null.</summary>
    public DirectoryRefusal? Refusal { get; init; }

    /// <summary>The line for people.</summary>
    public string Text(CultureInfo culture)
    {
        var text = Refusal is null ? Format(Code, culture, [.. Arguments]) : Format(Code, culture, Refusal.Text(culture));
        return Details.Length == 0 ? text : Format("WithDetails", culture, text, string.Join(Format("DetailSeparator", culture), Details.Select(detail => detail.Text(culture))));
    }

    /// <summary>Another text of reports.</summary>
    public static string Format(string code, CultureInfo culture, params object[] arguments)
    {
        var text = Texts.GetString(code, culture) ?? code;
        return arguments.Length == 0 ? text : string.Format(culture, text, arguments);
    }
}

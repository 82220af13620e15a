using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hikyaku.Mail.Settings;

/// <summary>How values of a kind are read, written and limited; <see cref="SettingTypes"/> has the usual ones.</summary>
/// <typeparam name="T">What the program works with.</typeparam>
/// <param name="parse">Reads the text of a person; returns false when it is wrong or outside the limits.</param>
/// <param name="format">Writes a value so that <paramref name="parse"/> reads it back.</param>
/// <param name="allowed">Says which values are allowed.</param>
public sealed class SettingType<T>(SettingParser<T> parse, Func<T, string> format, Func<CultureInfo, string> allowed)
    where T : notnull
{
    /// <summary>Writes a value for eyes, where they must not see all of it; null: as <see cref="Format"/> does.</summary>
    public Func<T, string>? Show { get; init; }

    /// <summary>Whether its values hold passwords or keys, which are kept sealed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Reads a text.</summary>
    public bool TryParse(string text, [NotNullWhen(true)] out T? value) => parse(text, out value);

    /// <summary>Writes a value.</summary>
    public string Format(T value) => format(value);

    /// <summary>Says which values are allowed.</summary>
    public string Allowed(CultureInfo culture) => allowed(culture);
}

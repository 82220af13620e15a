using System.Globalization;

namespace Hikyaku.Commands;

/// <summary>The language of whoever typed the command: English or Japanese.</summary>
internal static class OperatorCulture
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>Reads the usual variables in their usual order.</summary>
    public static CultureInfo FromEnvironment() => Named(
        Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "");

    /// <summary>Japanese for "ja", "ja_JP.UTF-8" and the like, else English.</summary>
    public static CultureInfo Named(string name) =>
        CultureInfo.GetCultureInfo(name.StartsWith("ja", StringComparison.OrdinalIgnoreCase) ? "ja" : "en");
}

using System.Diagnostics.CodeAnalysis;

namespace Hikyaku.Mail.Settings;

/// <summary>Reads the text of a person; false when it is wrong or outside the limits.</summary>
public delegate bool SettingParser<T>(string text, [NotNullWhen(true)] out T? value);

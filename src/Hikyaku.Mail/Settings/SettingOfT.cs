using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hikyaku.Mail.Settings;

/// <summary>A setting of one type.</summary>
/// <typeparam name="T">What the program works with.</typeparam>
/// <param name="key">Its lasting name.</param>
/// <param name="defaultValue">Its value until someone chooses another.</param>
/// <param name="type">How it is read, written and limited.</param>
public sealed class Setting<T>(string key, T defaultValue, SettingType<T> type) : Setting(key)
    where T : notnull
{
    /// <summary>Its value until someone chooses another.</summary>
    public T DefaultValue => defaultValue;

    /// <inheritdoc/>
    public override string DefaultText => type.Format(defaultValue);

    internal override bool IsSecret => type.IsSecret;

    internal override object DefaultObject { get; } = defaultValue;

    /// <inheritdoc/>
    public override string Allowed(CultureInfo culture) => type.Allowed(culture);

    internal override bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = type.TryParse(text, out var typed) ? typed : null;
        return value is not null;
    }

    internal override string Format(object value) => type.Format((T)value);

    internal override string Show(object value) => (type.Show ?? type.Format)((T)value);
}

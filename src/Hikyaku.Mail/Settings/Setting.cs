using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Resources;

namespace Hikyaku.Mail.Settings;

/// <summary>One thing that an administrator can choose, with its key, default and limits; changed without a restart.</summary>
/// <remarks>Its description is the text named by its key in the .resx pair of the class that declares it.</remarks>
public abstract class Setting
{
    private protected Setting(string key) => Key = key;

    /// <summary>Its lasting name, such as "smtp.maxMessageSize".</summary>
    public string Key { get; }

    /// <summary>The default as a person would write it.</summary>
    public abstract string DefaultText { get; }

    internal ResourceManager? Texts { get; set; }

    internal abstract object DefaultObject { get; }

    internal abstract bool IsSecret { get; }

    /// <summary>Says what it is for, in English or Japanese.</summary>
    public string Description(CultureInfo culture) => Texts?.GetString(Key, culture) ?? Key;

    /// <summary>Says which values are allowed, in English or Japanese.</summary>
    public abstract string Allowed(CultureInfo culture);

    internal abstract bool TryParse(string text, [NotNullWhen(true)] out object? value);

    internal abstract string Format(object value);

    internal abstract string Show(object value);
}

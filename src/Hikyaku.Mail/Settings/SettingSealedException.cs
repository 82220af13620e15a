namespace Hikyaku.Mail.Settings;

/// <summary>A setting cannot be read, as the key is another one than that which it was kept with.</summary>
/// <param name="name">The setting.</param>
/// <param name="inner">Why.</param>
public sealed class SettingSealedException(string name, Exception inner) : Exception($"The setting {name} was kept with another key.", inner)
{
    /// <summary>The setting.</summary>
    public string Name => name;
}

namespace Hikyaku.Mail.Directory;

/// <summary>The outcome of one change.</summary>
/// <typeparam name="T">What a change that was made gives back.</typeparam>
public abstract record DirectoryChange<T>
{
    /// <summary>It was made, and is on stable storage.</summary>
    /// <param name="Value">The new state.</param>
    public sealed record Done(T Value) : DirectoryChange<T>;

    /// <summary>Nothing changed.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(DirectoryRefusal Refusal) : DirectoryChange<T>;

    /// <summary>Wraps a result.</summary>
    public static implicit operator DirectoryChange<T>(T value) => new Done(value);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator DirectoryChange<T>(DirectoryRefusal refusal) => new Refused(refusal);
}

namespace Hikyaku.Formats.Fronts;

/// <summary>The outcome of reading a PROXY header: a header, a wish for more octets, or what is wrong.</summary>
/// <param name="Header">The header when it is whole and right.</param>
/// <param name="Length">Its octets; 0 without one.</param>
/// <param name="Problem">What is wrong; null otherwise.</param>
public readonly record struct ProxyHeaderResult(ProxyHeader? Header, int Length, string? Problem)
{
    internal static readonly ProxyHeaderResult Incomplete = new(null, 0, null);

    /// <summary>The header goes on in octets that have not come yet.</summary>
    public bool NeedsMore => Header is null && Problem is null;

    internal static ProxyHeaderResult Wrong(string problem) => new(null, 0, problem);
}

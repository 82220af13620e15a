namespace Hikyaku.Mail.Delivery;

/// <summary>What the DNS told about the name of a host, apart from its addresses.</summary>
/// <param name="IsAuthentic">Whether its addresses are validated, every alias on the way included.</param>
/// <param name="CanonicalName">The name that it is an alias of, or null.</param>
public sealed record ResolvedHost(bool IsAuthentic, string? CanonicalName)
{
    /// <summary>Nothing that can be trusted.</summary>
    public static ResolvedHost Unknown { get; } = new(false, null);
}

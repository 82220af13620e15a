namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>The policy that was applied to a connection, as reports name it.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Text">The policy, a line for each string.</param>
/// <param name="MxHosts">The patterns of MX hosts that an MTA-STS policy names, a line each.</param>
public sealed record TlsPolicy(TlsPolicyType Type, string Text = "", string MxHosts = "")
{
    /// <summary>The domain publishes none.</summary>
    public static TlsPolicy None { get; } = new(TlsPolicyType.None);
}

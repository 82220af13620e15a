using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>A host, and why it is protected so.</summary>
/// <param name="Host">The host with its protection.</param>
/// <param name="Policy">The policy of its domain that was applied.</param>
/// <param name="IsForced">Whether the administrator of this server asks for the protection, so that no message may do without it.</param>
/// <param name="Obstacle">Why the host must not be used; null when it may.</param>
public sealed record ProtectedHost(RemoteHost Host, TlsPolicy Policy, bool IsForced = false, TlsFailureType? Obstacle = null)
{
    /// <summary>What the policy has against the host, which is used all the same.</summary>
    public TlsFailureType? Remark { get; init; }

    /// <summary>Whether it is the domain's own policy that asks for more than TLS where it is offered.</summary>
    public bool IsByPolicy => !IsForced && (Obstacle is not null || Host.Tls is not (RemoteTls.Opportunistic or RemoteTls.Never));

    /// <summary>The host for a message that asks for delivery before TLS.</summary>
    public ProtectedHost WithoutPolicy() => IsByPolicy ? this with { Host = Host with { Tls = RemoteTls.Opportunistic, Anchors = null }, Obstacle = null } : this;
}

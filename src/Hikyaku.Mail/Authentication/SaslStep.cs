namespace Hikyaku.Mail.Authentication;

/// <summary>What a server says next in a SASL exchange (RFC 4422 §3).</summary>
public abstract record SaslStep
{
    private SaslStep()
    {
    }

    /// <summary>Send these octets and come back with the client's answer.</summary>
    public sealed record Challenge(ReadOnlyMemory<byte> Octets) : SaslStep;

    /// <summary>The exchange is over.</summary>
    public sealed record Done(SignInResult Result) : SaslStep;

    /// <summary>The client broke the mechanism's syntax; nobody signed in and nothing was counted.</summary>
    public sealed record Malformed(string Why) : SaslStep;
}

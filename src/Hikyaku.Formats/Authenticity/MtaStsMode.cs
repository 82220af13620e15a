namespace Hikyaku.Formats.Authenticity;

/// <summary>What a domain wants senders to do with its policy (RFC 8461 §5).</summary>
public enum MtaStsMode
{
    /// <summary>There is no policy any more.</summary>
    None,

    /// <summary>Failures are reported, and the message is sent all the same.</summary>
    Testing,

    /// <summary>No message goes to a host that the policy does not name, or that can not prove its name.</summary>
    Enforce,
}

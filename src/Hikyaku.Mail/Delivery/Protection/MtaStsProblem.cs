namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Why a policy could not be had (RFC 8460 §4.3.2.2).</summary>
public enum MtaStsProblem
{
    /// <summary>The file could not be fetched.</summary>
    Fetch,

    /// <summary>What was fetched is no policy.</summary>
    Invalid,

    /// <summary>The web server could not prove its name.</summary>
    Certificate,
}

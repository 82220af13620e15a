namespace Hikyaku.Mail.Checks;

/// <summary>The results of the iprev method (RFC 8601 §2.7.3).</summary>
public enum IprevResult
{
    /// <summary>A host name of the address leads back to it.</summary>
    Pass,

    /// <summary>There are host names, and none leads back.</summary>
    Fail,

    /// <summary>There is no host name.</summary>
    PermError,

    /// <summary>The DNS did not answer.</summary>
    TempError,
}

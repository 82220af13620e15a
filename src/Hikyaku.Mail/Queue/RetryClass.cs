namespace Hikyaku.Mail.Queue;

/// <summary>Why a recipient waits for another attempt: each kind has waits of its own. The numbers are stored.</summary>
public enum RetryClass
{
    /// <summary>A host put it off for a reason of its own.</summary>
    Usual = 0,

    /// <summary>A host wants to be asked again, as greylisting does (RFC 6647).</summary>
    Greylisted = 1,

    /// <summary>No host could be reached, or the DNS names none.</summary>
    Unreachable = 2,

    /// <summary>No host could prove who it is, or take a sign-in, as the route or the domain's policy asks.</summary>
    Protection = 3,

    /// <summary>The mailbox is full, here or elsewhere (RFC 3463 §3.3).</summary>
    Full = 4,

    /// <summary>This server could not deliver here.</summary>
    Local = 5,
}

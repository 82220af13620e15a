namespace Hikyaku.Mail.Routing.Srs;

/// <summary>What a return address is worth.</summary>
public enum SrsVerdict
{
    /// <summary>It was made here, not long ago.</summary>
    Good,

    /// <summary>It was made here, too long ago.</summary>
    Expired,

    /// <summary>It was not made here, or it was changed.</summary>
    Forged,
}

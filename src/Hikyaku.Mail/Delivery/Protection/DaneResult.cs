namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>What the TLSA records of a host ask for.</summary>
/// <param name="State">What is known.</param>
/// <param name="Anchors">The usable records.</param>
/// <param name="Text">All records, a line each.</param>
public sealed record DaneResult(DaneState State, CertificateAnchors? Anchors = null, string Text = "")
{
    /// <summary>No records.</summary>
    public static DaneResult None { get; } = new(DaneState.None);

    /// <summary>No answer.</summary>
    public static DaneResult Failed { get; } = new(DaneState.Failed);
}

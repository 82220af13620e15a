namespace Hikyaku.Mail.Certificates;

/// <summary>Why certificate files cannot be used.</summary>
public enum CertificateProblem
{
    /// <summary>They can.</summary>
    None,

    /// <summary>A file is missing or unreadable, or not PEM; the detail says it.</summary>
    Unreadable,

    /// <summary>The file holds no certificate.</summary>
    NoCertificate,

    /// <summary>The key file holds no key, or not this certificate's.</summary>
    KeyDoesNotFit,
}

namespace Hikyaku.Formats.Authenticity;

/// <summary>Why a connection was not protected as it should be (RFC 8460 §4.3). The numbers are stored.</summary>
public enum TlsFailureType
{
    /// <summary>starttls-not-supported.</summary>
    StartTlsNotSupported = 1,

    /// <summary>certificate-host-mismatch.</summary>
    CertificateHostMismatch = 2,

    /// <summary>certificate-expired.</summary>
    CertificateExpired = 3,

    /// <summary>certificate-not-trusted.</summary>
    CertificateNotTrusted = 4,

    /// <summary>validation-failure: anything else.</summary>
    ValidationFailure = 5,

    /// <summary>tlsa-invalid: TLSA records that no certificate could match.</summary>
    TlsaInvalid = 6,

    /// <summary>dnssec-invalid: the resolver gave no valid TLSA records.</summary>
    DnssecInvalid = 7,

    /// <summary>dane-required: the sender wants DANE, and there is none.</summary>
    DaneRequired = 8,

    /// <summary>sts-policy-fetch-error.</summary>
    StsPolicyFetchError = 9,

    /// <summary>sts-policy-invalid.</summary>
    StsPolicyInvalid = 10,

    /// <summary>sts-webpki-invalid: the web server of the policy could not prove its name.</summary>
    StsWebPkiInvalid = 11,
}

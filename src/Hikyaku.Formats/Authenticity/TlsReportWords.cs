namespace Hikyaku.Formats.Authenticity;

/// <summary>The words of RFC 8460 §4.3.</summary>
public static class TlsReportWords
{
    /// <summary>The word for a failure.</summary>
    public static string Word(this TlsFailureType type) => type switch
    {
        TlsFailureType.StartTlsNotSupported => "starttls-not-supported",
        TlsFailureType.CertificateHostMismatch => "certificate-host-mismatch",
        TlsFailureType.CertificateExpired => "certificate-expired",
        TlsFailureType.CertificateNotTrusted => "certificate-not-trusted",
        TlsFailureType.TlsaInvalid => "tlsa-invalid",
        TlsFailureType.DnssecInvalid => "dnssec-invalid",
        TlsFailureType.DaneRequired => "dane-required",
        TlsFailureType.StsPolicyFetchError => "sts-policy-fetch-error",
        TlsFailureType.StsPolicyInvalid => "sts-policy-invalid",
        TlsFailureType.StsWebPkiInvalid => "sts-webpki-invalid",
        _ => "validation-failure",
    };
}

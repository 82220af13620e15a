namespace Hikyaku.Mail.Certificates;

/// <summary>A certificate from files, or why there is none.</summary>
/// <param name="Certificate">The certificate; null when there is a problem.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Detail">The system's words.</param>
public sealed record CertificateLoad(ServerCertificate? Certificate, CertificateProblem Problem, string Detail);

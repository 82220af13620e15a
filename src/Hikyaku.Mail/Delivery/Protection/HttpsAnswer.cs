namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>What a web server answered.</summary>
/// <param name="Status">The status code; 0 when there was no answer.</param>
/// <param name="MediaType">The media type in lower case, without parameters; empty when there is none.</param>
/// <param name="Body">The document.</param>
/// <param name="Problem">Why there is no answer, or null.</param>
/// <param name="IsCertificateProblem">Whether the server could not prove its name.</param>
public sealed record HttpsAnswer(int Status, string MediaType, ReadOnlyMemory<byte> Body, string? Problem = null, bool IsCertificateProblem = false)
{
    /// <summary>No answer.</summary>
    public static HttpsAnswer Failed(string problem, bool isCertificateProblem = false) => new(0, "", default, problem, isCertificateProblem);
}

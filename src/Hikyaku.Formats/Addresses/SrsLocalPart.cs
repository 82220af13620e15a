using System.Diagnostics.CodeAnalysis;

namespace Hikyaku.Formats.Addresses;

/// <summary>
/// A local part of the Sender Rewriting Scheme. <c>SRS0=proof=time=domain=local</c> holds a sender; <c>SRS1=proof=domain=rest</c> holds an address
/// <c>SRS0rest@domain</c> that another server had made, so that the name does not grow with each server.
/// </summary>
/// <remarks>Security: it says nothing about who made it; whoever made it can tell by the proof.</remarks>
public sealed record SrsLocalPart
{
    private const int TagLength = 4;

    private SrsLocalPart(bool isSecondHand, string proof, string time, string domain, string inner) =>
        (IsSecondHand, Proof, Time, Domain, Inner) = (isSecondHand, proof, time, domain, inner);

    /// <summary>Whether it is SRS1.</summary>
    public bool IsSecondHand { get; }

    /// <summary>What proves its maker.</summary>
    public string Proof { get; }

    /// <summary>When SRS0 was made; empty in SRS1, whose proof is opaque to everybody else.</summary>
    public string Time { get; }

    /// <summary>The domain of the sender, or of the server that made the SRS0.</summary>
    public string Domain { get; }

    /// <summary>The local part of the sender; in SRS1 what follows <c>SRS0</c> in the other server's address, from its separator on.</summary>
    public string Inner { get; }

    /// <summary>The local part that it stands for, at <see cref="Domain"/>.</summary>
    public string Original => IsSecondHand ? "SRS0" + Inner : Inner;

    /// <summary>Reads a local part; false when it is an ordinary one.</summary>
    public static bool TryParse(string localPart, [NotNullWhen(true)] out SrsLocalPart? srs)
    {
        ArgumentNullException.ThrowIfNull(localPart);
        srs = null;
        if (localPart.Length <= TagLength + 1 || !localPart.StartsWith("SRS", StringComparison.OrdinalIgnoreCase) || !IsSeparator(localPart[TagLength]))
        {
            return false;
        }

        var rest = localPart[(TagLength + 1)..];
        srs = localPart[TagLength - 1] switch
        {
            '0' when rest.Split('=', 4) is [{ Length: > 0 } proof, { Length: > 0 } time, { Length: > 0 } domain, { Length: > 0 } local] => new(false, proof, time, domain, local),
            '1' when rest.Split('=', 3) is [{ Length: > 0 } proof, { Length: > 0 } domain, { Length: > 1 } inner] && IsSeparator(inner[0]) => new(true, proof, "", domain, inner),
            _ => null,
        };
        return srs is not null;
    }

    /// <summary>The local part that holds a sender.</summary>
    public static string Write(string proof, string time, string domain, string localPart) => $"SRS0={proof}={time}={domain}={localPart}";

    /// <summary>The local part that holds another server's SRS0.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="domain">The domain of that server.</param>
    /// <param name="inner">As <see cref="Inner"/>.</param>
    public static string WriteSecondHand(string proof, string domain, string inner) => $"SRS1={proof}={domain}={inner}";

    // The first separator may be any of these; those behind it are "=".
    private static bool IsSeparator(char c) => c is '=' or '+' or '-';
}

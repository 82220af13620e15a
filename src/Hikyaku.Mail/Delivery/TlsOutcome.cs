using System.Net;
using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Mail.Delivery;

/// <summary>How TLS came out on a connection.</summary>
public sealed record TlsOutcome
{
    /// <summary>Version and cipher suite; null when the message went in clear, or nothing went.</summary>
    public string? Protocol { get; init; }

    /// <summary>How the host proved who it is.</summary>
    public TlsProof Proof { get; init; }

    /// <summary>What was wrong, also where it was let pass; null when the host proved its name by a public authority or as asked.</summary>
    public TlsFailureType? Failure { get; init; }

    /// <summary>What was wrong, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The address of this server.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Whether an earlier message had set up the connection.</summary>
    public bool IsReused { get; init; }

    /// <summary>For the trace: protocol, proof and source.</summary>
    public override string ToString() => Source is null ? Words() : $"{Words()}, from {Source}";

    private string Words() => Protocol is null ? "no TLS" : $"{Protocol}, {Proof switch
    {
        TlsProof.Authority => "verified",
        TlsProof.Dane => "verified by DANE",
        TlsProof.Pinned => "verified by fingerprint",
        _ => "not verified",
    }}";
}

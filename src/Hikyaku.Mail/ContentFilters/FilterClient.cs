using System.Net;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>Who hands mail over, as content filters are told.</summary>
public sealed record FilterClient
{
    /// <summary>The client's address and port.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>Its name in EHLO or HELO.</summary>
    public required string HeloName { get; init; }

    /// <summary>The account that signed in; null without one.</summary>
    public string? Account { get; init; }

    /// <summary>Version and cipher suite of TLS; null without TLS.</summary>
    public (string Version, string Cipher)? Tls { get; init; }

    /// <summary>It came to a listener for users.</summary>
    public bool IsSubmission { get; init; }
}

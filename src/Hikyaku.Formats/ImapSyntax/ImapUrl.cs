namespace Hikyaku.Formats.ImapSyntax;

/// <summary>A URL that names a message, or a part of one (RFC 5092).</summary>
public sealed record ImapUrl
{
    /// <summary>The user it is about; null when it has none.</summary>
    public string? User { get; init; }

    /// <summary>The server; null in a URL without one, which means this server.</summary>
    public string? Host { get; init; }

    /// <summary>The mailbox as text; null for the selected one.</summary>
    public string? Mailbox { get; init; }

    /// <summary>The UIDVALIDITY that the mailbox must have; null when any will do.</summary>
    public uint? UidValidity { get; init; }

    /// <summary>The message.</summary>
    public required uint Uid { get; init; }

    /// <summary>What of the message, with its PARTIAL.</summary>
    public required FetchItem Section { get; init; }

    /// <summary>Who may fetch it; null in a URL that authorizes nobody.</summary>
    public ImapUrlAccess? Access { get; init; }

    /// <summary>The URL up to and with the access identifier: what a token is made of (RFC 4467 §6).</summary>
    public string Rump { get; init; } = "";
}

using System.Globalization;
using System.Text;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Reception;

/// <summary>The Received field that this server puts on top (RFC 5321 §4.4).</summary>
public sealed record ReceivedField
{
    /// <summary>Who sent.</summary>
    public required Peer Peer { get; init; }

    /// <summary>Nothing tells where the client is: neither its name nor its address.</summary>
    public bool HidesClient { get; init; }

    /// <summary>This server's name.</summary>
    public required string HostName { get; init; }

    /// <summary>As registered by RFC 3848 and RFC 6531 §3.7.3: ESMTPSA and so on.</summary>
    public required string Protocol { get; init; }

    /// <summary>Names the transaction in the log.</summary>
    public required string Id { get; init; }

    /// <summary>Version and cipher suite, or null.</summary>
    public string? Tls { get; init; }

    /// <summary>The recipient if there is just one: several must not learn of each other.</summary>
    public Address? For { get; init; }

    /// <summary>The priority (RFC 6710 §8), or 0.</summary>
    public int Priority { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Arrived { get; init; }

    /// <summary>The keyword of the <c>with</c> clause.</summary>
    public static string ProtocolName(bool isLmtp, bool isExtended, bool isUtf8, bool isTls, bool isSignedIn)
    {
        var name = isLmtp ? "LMTP" : !isExtended ? "SMTP" : "ESMTP";
        name = isUtf8 ? "UTF8" + (isLmtp ? "LMTP" : "SMTP") : name;
        return isExtended || isLmtp ? name + (isTls ? "S" : "") + (isSignedIn ? "A" : "") : name;
    }

    /// <summary>The whole field, folded, with its line end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(256);
        text.Append("Received: ");
        if (!HidesClient)
        {
            text.Append("from ").Append(Name(Peer.HeloName, Protocol.StartsWith("UTF8", StringComparison.Ordinal))).Append(" (").Append(AddressLiteral.Format(Peer.Address)).Append(")\r\n\t");
        }

        if (Tls is not null)
        {
            text.Append("(using ").Append(Tls).Append(")\r\n\t");
        }

        text.Append("by ").Append(HostName).Append(" with ").Append(Protocol).Append(" id ").Append(Id);
        if (For is not null)
        {
            text.Append("\r\n\tfor <").Append(For).Append('>');
        }

        if (Priority != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\r\n\tPRIORITY {Priority}");
        }

        return text.Append("; ").Append(Arrived.UtcDateTime.ToString("ddd, d MMM yyyy HH':'mm':'ss", CultureInfo.InvariantCulture)).Append(" +0000\r\n").ToString();
    }

    // The name is what the peer says: nothing of it may look like other parts of the field, and only SMTPUTF8 lets fields be UTF-8 (RFC 6531 §3.7.3).
    private static string Name(string helo, bool isUtf8)
    {
        var safe = new StringBuilder(helo.Length);
        foreach (var c in helo)
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '[' or ']' || (isUtf8 && c > '\u00a0') ? c : '?');
        }

        return safe.Length == 0 ? "unknown" : safe.ToString();
    }
}

using System.Net;

namespace Hikyaku.Mail.Trace;

/// <summary>What is known of a message as a whole: who handed it over, and how.</summary>
public sealed record TraceOrigin
{
    /// <summary>Nothing is known.</summary>
    public static TraceOrigin Unknown { get; } = new();

    /// <summary>Where the client connected from.</summary>
    public IPAddress? Client { get; init; }

    /// <summary>The name that the client gave itself.</summary>
    public string? Helo { get; init; }

    /// <summary>Version and cipher suite of TLS; null without TLS.</summary>
    public string? Tls { get; init; }

    /// <summary>The name of the listener's protocol: smtp, submission, lmtp.</summary>
    public string? Protocol { get; init; }

    /// <summary>The address of the account that signed in.</summary>
    public string? Account { get; init; }

    /// <summary>The reverse-path; empty for the null path, null when unknown.</summary>
    public string? Sender { get; init; }

    /// <summary>The Message-ID, without angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>The octets that came.</summary>
    public long? Size { get; init; }

    /// <summary>The same, with what only the other knows.</summary>
    public TraceOrigin And(TraceOrigin other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new TraceOrigin
        {
            Client = Client ?? other.Client,
            Helo = Helo ?? other.Helo,
            Tls = Tls ?? other.Tls,
            Protocol = Protocol ?? other.Protocol,
            Account = Account ?? other.Account,
            Sender = Sender ?? other.Sender,
            MessageId = MessageId ?? other.MessageId,
            Size = Size ?? other.Size,
        };
    }
}

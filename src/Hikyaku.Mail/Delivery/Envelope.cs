using System.Collections.Immutable;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Delivery;

/// <summary>What travels with a message outside of its octets, apart from its recipients (RFC 5321 §2.3.1).</summary>
public sealed record Envelope
{
    /// <summary>Where failures are told; null is the null path <c>&lt;&gt;</c>.</summary>
    public required Address? ReversePath { get; init; }

    /// <summary>The sender's own name for this envelope, as it came: xtext (RFC 3461 §4.4).</summary>
    public string? EnvId { get; init; }

    /// <summary>What a failure report returns; null when the sender did not say.</summary>
    public DsnReturn? Ret { get; init; }

    /// <summary>Whether the message needs SMTPUTF8 (RFC 6531 §3.4).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>What the sender asks of the connections on the way.</summary>
    public TlsWish Tls { get; init; }

    /// <summary>What the sender declared about the octets.</summary>
    public BodyType Body { get; init; }

    /// <summary>Who handed the message over, for logs and traces: <c>name [address]</c>.</summary>
    public string ReceivedFrom { get; init; } = "";

    /// <summary>The account that submitted it; null for mail from outside and of the server itself.</summary>
    public AccountId? SubmittedBy { get; init; }

    /// <summary>Copies for mailboxes here are filed as junk.</summary>
    public bool IsJunk { get; init; }

    /// <summary>Whether another server of this house handed it over for delivery here (LMTP), even where a domain still has its old host.</summary>
    public bool EndsHere { get; init; }

    /// <summary>Canonical addresses in the Delivered-To fields of the message: where it has been forwarded before.</summary>
    public ImmutableArray<string> DeliveredTo { get; init; } = [];

    /// <summary>The address of ours that forwards the message to its remote recipients, told on top of their copies; null for any other mail.</summary>
    public Address? ForwardedBy { get; init; }

    /// <summary>Why all of it waits in the queue until an administrator lets it go, also for mailboxes here; null: it does not.</summary>
    public string? HoldReason { get; init; }

    /// <summary>The reverse-path that other servers are told instead of <see cref="ReversePath"/>: the sender as a forward rewrites it; null: the same.</summary>
    public Address? SendAs { get; init; }

    /// <summary>The reverse-path that other servers are told.</summary>
    public Address? MailFrom => SendAs ?? ReversePath;

    /// <summary>Until when the sender wants it to wait (RFC 4865); null: it goes at once.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>How the sender asked for that, as reports repeat it (RFC 4865 §5); null without.</summary>
    public string? FutureRelease { get; init; }

    /// <summary>How urgent it is, from -9 to 9 (RFC 6710).</summary>
    public int Priority { get; init; }

    /// <summary>By when it is to be delivered; null: when it can be.</summary>
    public DeliverBy? DeliverBy { get; init; }

    /// <summary>Who submitted it, as hosts that trust this one are told (RFC 4954 §5); null: nobody says.</summary>
    public Address? SubmittedAs { get; init; }

    /// <summary>From when on it is tried.</summary>
    public DateTimeOffset Released => HoldUntil is { } until && until > Arrived ? until : Arrived;

    /// <summary>Names the message in the trace, from its reception on and in the reports about it; empty for messages of older versions.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>When the server took it.</summary>
    public required DateTimeOffset Arrived { get; init; }
}

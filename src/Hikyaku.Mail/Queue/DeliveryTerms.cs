using System.Runtime.InteropServices;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Queue;

/// <summary>When the wait for a message's delivery leads to something: by the settings, and by what its sender asked for.</summary>
/// <param name="Expires">Until when it is tried.</param>
/// <param name="WarnsAt">When the sender is told that it still waits.</param>
/// <param name="IsAsked">Whether the sender asked to be told then (RFC 2852 §4.2), not only the settings.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DeliveryTerms(DateTimeOffset Expires, DateTimeOffset WarnsAt, bool IsAsked)
{
    public static DeliveryTerms Of(Envelope envelope, string domain, QueuePolicy limits)
    {
        // What its sender let wait is not late for that.
        var terms = new DeliveryTerms(limits.Expires(envelope, domain), envelope.Released + limits.WarningAfter, IsAsked: false);
        return envelope.DeliverBy switch
        {
            { Returns: true } by when by.Deadline < terms.Expires => terms with { Expires = by.Deadline },
            { Returns: false } by when by.Deadline < terms.WarnsAt => terms with { WarnsAt = by.Deadline, IsAsked = true },
            _ => terms,
        };
    }

    /// <summary>The time that no attempt may miss.</summary>
    public DateTimeOffset Next(DateTimeOffset now) => IsAsked && now < WarnsAt ? WarnsAt : Expires;
}

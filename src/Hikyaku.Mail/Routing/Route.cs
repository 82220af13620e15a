using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Routing;

/// <summary>One place that mail for a recipient goes to.</summary>
public abstract record Route
{
    private Route()
    {
    }

    /// <summary>A mailbox of an account here.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Mailbox">The mailbox's name.</param>
    public sealed record LocalMailbox(Account Account, string Mailbox) : Route
    {
        /// <summary>The detail of the address that names the mailbox, if there is one of that name; null: the detail does not matter.</summary>
        public string? Detail { get; init; }
    }

    /// <summary>Another server, by the queue.</summary>
    /// <param name="Target">The address there.</param>
    /// <param name="ForwardedBy">The address of ours that leads there; null: the client named the target itself.</param>
    public sealed record Remote(Address Target, Address? ForwardedBy) : Route
    {
        /// <summary>Why it goes there.</summary>
        public RemoteReason Reason { get; init; }

        /// <summary>The reverse-path to send it with; null: that of the message.</summary>
        public Address? SendAs { get; init; }
    }

    /// <summary>Accepted and dropped, by the recipient's own wish.</summary>
    public sealed record Discard : Route;

    /// <summary>Nowhere.</summary>
    /// <param name="Status">Why.</param>
    public sealed record Reject(SmtpStatus Status) : Route;
}

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Delivery;

/// <summary>What of a message and one of its recipients routes look at.</summary>
/// <param name="Domain">The domain of the recipient.</param>
/// <param name="Target">The recipient in its look-up form.</param>
/// <param name="Sender">The reverse-path in its look-up form, empty for the null path; null: routes by sender do not apply.</param>
public readonly record struct RoutedMail(string Domain, string Target, string? Sender)
{
    /// <summary>A recipient of a message.</summary>
    /// <param name="target">The recipient.</param>
    /// <param name="envelope">The envelope.</param>
    public static RoutedMail Of(Address target, Envelope envelope)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(envelope);
        return Of(target, envelope.ReversePath?.Canonical ?? "", envelope.SubmittedBy is not null);
    }

    /// <summary>As the other, from what the queue keeps in columns.</summary>
    /// <param name="target">The recipient.</param>
    /// <param name="sender">The reverse-path in its look-up form; empty for the null path.</param>
    /// <param name="isSubmitted">Whether an account signed in to send it. What only claims a sender must not go out by that sender's sign-in.</param>
    public static RoutedMail Of(Address target, string sender, bool isSubmitted)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sender);
        return new RoutedMail(target.Domain, target.Canonical, isSubmitted || sender.Length == 0 ? sender : null);
    }
}

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Queue;

/// <summary>Which recipients of the queue are meant; what is null does not matter.</summary>
/// <param name="Id">The message.</param>
/// <param name="Sender">The reverse-path in its look-up form; empty for the null path.</param>
/// <param name="Domain">The domain of the recipient, as A-labels.</param>
/// <param name="IsHeld">Whether it is held.</param>
public sealed record QueueFilter(QueueId? Id = null, string? Sender = null, string? Domain = null, bool? IsHeld = null)
{
    /// <summary>Everything.</summary>
    public static QueueFilter All { get; } = new();

    /// <summary>The look-up form of a reverse-path.</summary>
    public static string SenderKey(Address? reversePath) => reversePath?.Canonical ?? "";
}

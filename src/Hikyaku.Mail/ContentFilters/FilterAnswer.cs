using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>What a content filter says to a command or a message.</summary>
public abstract record FilterAnswer
{
    private FilterAnswer()
    {
    }

    /// <summary>Nothing against it.</summary>
    public static FilterAnswer Pass { get; } = new Passed(null);

    /// <summary>It goes on.</summary>
    /// <param name="Changes">What becomes of the message; null: it stays as it is.</param>
    public sealed record Passed(MessageChanges? Changes) : FilterAnswer;

    /// <summary>It is refused, for now or for good.</summary>
    /// <param name="Status">The reply.</param>
    public sealed record Refused(SmtpStatus Status) : FilterAnswer;

    /// <summary>The client hears that it is taken, and nobody gets it.</summary>
    public sealed record Discarded : FilterAnswer;
}

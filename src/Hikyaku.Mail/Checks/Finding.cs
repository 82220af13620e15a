using System.Globalization;

using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Mail.Checks;

/// <summary>What a check found.</summary>
/// <param name="Reason">Why, in English and without line ends: it is told to the client.</param>
public sealed record Finding(string Reason)
{
    /// <summary>What found it.</summary>
    public string Check { get; init; } = "";

    /// <summary>When it was found.</summary>
    public CheckStage Stage { get; init; }

    /// <summary>What follows.</summary>
    public CheckAction Action { get; init; }

    /// <summary>What it adds to the score; as a check returns it: how many times its weight.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>It speaks for the message: its weight counts, and nothing else follows.</summary>
    public bool IsFavourable { get; init; }

    /// <summary>It does not last: a refusal is a deferral.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Header fields for the top of the message, whole lines with CRLF; empty for none. Only what is found at <see cref="CheckStage.Data"/> may have some.</summary>
    public string Fields { get; init; } = "";

    /// <summary>Subject and detail of the enhanced code (RFC 3463 §3.8: 7.1 is policy).</summary>
    public (ushort Subject, ushort Detail) Code { get; init; } = (7, 1);

    /// <summary>Whether that follows.</summary>
    public bool Is(CheckAction action) => Action == action && !IsFavourable;

    /// <summary>What followed and why, on one line.</summary>
    public override string ToString() => Action == CheckAction.Score
        ? string.Create(CultureInfo.InvariantCulture, $"score {Weight}: {Reason}")
        : $"{Action.ToString().ToLowerInvariant()}: {Reason}";

    /// <summary>What the client is answered when this decides, or null when it does not.</summary>
    public Delivery.SmtpStatus? Status => Action switch
    {
        _ when IsFavourable => null,
        CheckAction.Refuse when !IsTransient => new(550, new EnhancedCode(5, Code.Subject, Code.Detail), $"Refused ({Check}): {Reason}") { Check = Check },
        CheckAction.Refuse or CheckAction.Defer => new(450, new EnhancedCode(4, Code.Subject, Code.Detail), $"Try again later ({Check}): {Reason}") { Check = Check },
        _ => null,
    };
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Formats.SmtpSyntax;

/// <content>What users ask for when they submit a message: RFC 4865, RFC 6710, RFC 2852, RFC 4954 §5.</content>
public sealed partial record MailArguments
{
    // RFC 4865 §3.
    private const int MaxIntervalDigits = 9;
    private static readonly string[] DateTimeForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>HOLDFOR: how long the message is to wait, or null.</summary>
    public TimeSpan? HoldFor { get; private set; }

    /// <summary>HOLDUNTIL: until when the message is to wait, or null.</summary>
    public DateTimeOffset? HoldUntil { get; private set; }

    /// <summary>MT-PRIORITY, from -9 to 9, or null.</summary>
    public int? Priority { get; private set; }

    /// <summary>BY, or null.</summary>
    public DeliverByArguments? DeliverBy { get; private set; }

    /// <summary>AUTH: as whom the client says that the message was submitted; null for <c>AUTH=&lt;&gt;</c>, and when it is not given.</summary>
    public Address? SubmittedAs { get; private set; }

    /// <summary>Whether AUTH is given.</summary>
    public bool HasAuth { get; private set; }

    /// <summary>The name of a parameter that only submission takes; null when there is none.</summary>
    public string? SubmissionParameter => HoldFor is not null ? "HOLDFOR"
        : HoldUntil is not null ? "HOLDUNTIL"
        : Priority is not null ? "MT-PRIORITY"
        : DeliverBy is not null ? "BY"
        : null;

    private SmtpSyntaxProblem TakeSubmission(ParameterReader parameter) =>
        parameter.Is("HOLDFOR") ? TakeHoldFor(parameter)
        : parameter.Is("HOLDUNTIL") ? TakeHoldUntil(parameter)
        : parameter.Is("MT-PRIORITY") ? TakePriority(parameter)
        : parameter.Is("BY") ? TakeDeliverBy(parameter)
        : SmtpSyntaxProblem.UnknownParameter;

    // RFC 4865 §3: one of the two, and once.
    private SmtpSyntaxProblem TakeHoldFor(ParameterReader parameter)
    {
        if (HoldFor is not null || HoldUntil is not null)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        // A positive number without zeros in front.
        if (parameter.Value.Length is 0 or > MaxIntervalDigits || parameter.Value[0] == '0' || parameter.Value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(parameter.Value, out int seconds, out _))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        HoldFor = TimeSpan.FromSeconds(seconds);
        return SmtpSyntaxProblem.None;
    }

    private SmtpSyntaxProblem TakeHoldUntil(ParameterReader parameter)
    {
        if (HoldFor is not null || HoldUntil is not null)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        if (!DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(parameter.Value).ToUpperInvariant(), DateTimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        HoldUntil = time;
        return SmtpSyntaxProblem.None;
    }

    // RFC 6710 §7: a digit with a sign or without one; zero has none.
    private SmtpSyntaxProblem TakePriority(ParameterReader parameter)
    {
        if (Priority is not null)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        var digits = parameter.Value.StartsWith("-"u8) ? parameter.Value[1..] : parameter.Value;
        if (digits.Length != 1 || digits[0] is < (byte)'0' or > (byte)'9' || parameter.Value.SequenceEqual("-0"u8))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        Priority = digits.Length < parameter.Value.Length ? '0' - digits[0] : digits[0] - '0';
        return SmtpSyntaxProblem.None;
    }

    private SmtpSyntaxProblem TakeDeliverBy(ParameterReader parameter)
    {
        if (DeliverBy is not null)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        if (!DeliverByArguments.TryParse(parameter.Value, out var by))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        DeliverBy = by;
        return SmtpSyntaxProblem.None;
    }

    private SmtpSyntaxProblem TakeAuth(ParameterReader parameter)
    {
        if (HasAuth)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        HasAuth = true;
        if (parameter.Value.SequenceEqual("<>"u8))
        {
            return SmtpSyntaxProblem.None;
        }

        if (parameter.Value.IsEmpty || !Xtext.IsValid(parameter.Value))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        // RFC 4954 §5: what is no mailbox of ours counts as <>.
        SubmittedAs = Xtext.TryDecode(Encoding.ASCII.GetString(parameter.Value), out var text) && Address.TryParse(text, out var address) ? address : null;
        return SmtpSyntaxProblem.None;
    }
}

using System.Text;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The argument of RCPT: forward-path and parameters.</summary>
/// <remarks>Standards: RFC 5321 §4.1.1.3, RFC 3461 §4.1 and §4.2, RFC 6533 §3.</remarks>
public sealed record RcptArguments
{
    // RFC 3461 §4.2.
    private const int MaxOriginalRecipientLength = 500;

    /// <summary>The recipient; null for <c>Postmaster</c> without a domain.</summary>
    public Address? Address { get; private init; }

    /// <summary>NOTIFY.</summary>
    public DsnNotify Notify { get; private set; }

    /// <summary>ORCPT as it came, <c>addr-type;xtext</c>, or null.</summary>
    public string? OriginalRecipient { get; private set; }

    /// <summary>Reads what follows the verb.</summary>
    public static bool TryParse(ReadOnlySpan<byte> argument, out RcptArguments arguments, out SmtpSyntaxError error)
    {
        arguments = new RcptArguments();
        error = default;
        var problem = PathSyntax.TryRead(argument, "TO:"u8, out var mailbox, out var consumed);
        Address? address = null;

        // RFC 5321 §4.5.1: <Postmaster> needs no domain.
        if (problem == SmtpSyntaxProblem.None && !Ascii.EqualsIgnoreCase(mailbox, "postmaster"u8) && !Address.TryParse(mailbox, out address))
        {
            problem = SmtpSyntaxProblem.Address;
        }

        if (problem != SmtpSyntaxProblem.None)
        {
            error = new SmtpSyntaxError(problem, consumed);
            return false;
        }

        arguments = new RcptArguments { Address = address };
        var parameters = new ParameterReader(argument, consumed);
        while (parameters.Read())
        {
            problem = arguments.Take(parameters);
            if (problem != SmtpSyntaxProblem.None)
            {
                error = parameters.Error(problem);
                return false;
            }
        }

        return true;
    }

    private SmtpSyntaxProblem Take(ParameterReader parameter) =>
        parameter.Is("NOTIFY") ? TakeNotify(parameter)
        : parameter.Is("ORCPT") ? TakeOriginalRecipient(parameter)
        : SmtpSyntaxProblem.UnknownParameter;

    private SmtpSyntaxProblem TakeNotify(ParameterReader parameter)
    {
        if (Notify != DsnNotify.Unspecified)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        foreach (var range in parameter.Value.Split((byte)','))
        {
            var word = parameter.Value[range];
            var notify = Ascii.EqualsIgnoreCase(word, "SUCCESS"u8) ? DsnNotify.Success
                : Ascii.EqualsIgnoreCase(word, "FAILURE"u8) ? DsnNotify.Failure
                : Ascii.EqualsIgnoreCase(word, "DELAY"u8) ? DsnNotify.Delay
                : Ascii.EqualsIgnoreCase(word, "NEVER"u8) ? DsnNotify.Never
                : DsnNotify.Unspecified;
            if (notify == DsnNotify.Unspecified)
            {
                return SmtpSyntaxProblem.ParameterValue;
            }

            Notify |= notify;
        }

        // RFC 3461 §4.1: NEVER stands alone.
        return Notify.HasFlag(DsnNotify.Never) && Notify != DsnNotify.Never ? SmtpSyntaxProblem.ParameterValue : SmtpSyntaxProblem.None;
    }

    private SmtpSyntaxProblem TakeOriginalRecipient(ParameterReader parameter)
    {
        if (OriginalRecipient is not null)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        var value = parameter.Value;
        var semicolon = value.IndexOf((byte)';');
        if (semicolon <= 0 || semicolon == value.Length - 1 || value.Length > MaxOriginalRecipientLength || !IsAddressType(value[..semicolon]) ||
            !IsEncodedAddress(value[..semicolon], value[(semicolon + 1)..]))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        OriginalRecipient = Encoding.UTF8.GetString(value);
        return SmtpSyntaxProblem.None;
    }

    private static bool IsAddressType(ReadOnlySpan<byte> type)
    {
        foreach (var octet in type)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet is not ((byte)'-' or (byte)'.'))
            {
                return false;
            }
        }

        return true;
    }

    // RFC 6533 §3: the type utf-8 has forms of its own, among them plain UTF-8.
    private static bool IsEncodedAddress(ReadOnlySpan<byte> type, ReadOnlySpan<byte> address) => Ascii.EqualsIgnoreCase(type, "utf-8"u8)
        ? !address.ContainsAnyInRange((byte)0, (byte)' ') && System.Text.Unicode.Utf8.IsValid(address)
        : Xtext.IsValid(address);
}

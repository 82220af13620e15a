using System.Buffers.Text;
using System.Text;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The argument of MAIL: reverse-path and parameters.</summary>
/// <remarks>Standards: RFC 5321 §4.1.1.2, RFC 1870, RFC 6152, RFC 3030, RFC 3461 §4.3 and §4.4, RFC 4954 §5, RFC 6531 §3.4.</remarks>
public sealed partial record MailArguments
{
    // RFC 3461 §4.4.
    private const int MaxEnvIdLength = 100;

    // RFC 1870 §3: up to twenty digits.
    private const int MaxSizeDigits = 20;

    /// <summary>The sender, or null for the null path.</summary>
    public Address? ReversePath { get; private init; }

    /// <summary>SIZE, or null when it is not given.</summary>
    public long? Size { get; private set; }

    /// <summary>BODY.</summary>
    public BodyType Body { get; private set; }

    /// <summary>SMTPUTF8.</summary>
    public bool SmtpUtf8 { get; private set; }

    /// <summary>REQUIRETLS (RFC 8689 §2).</summary>
    public bool RequireTls { get; private set; }

    /// <summary>RET, or null.</summary>
    public DsnReturn? Ret { get; private set; }

    /// <summary>ENVID as it came, valid xtext, or null.</summary>
    public string? EnvId { get; private set; }

    private bool HasBody { get; set; }

    /// <summary>Reads what follows the verb.</summary>
    public static bool TryParse(ReadOnlySpan<byte> argument, out MailArguments arguments, out SmtpSyntaxError error)
    {
        arguments = new MailArguments();
        error = default;
        var problem = PathSyntax.TryRead(argument, "FROM:"u8, out var mailbox, out var consumed);
        Address? sender = null;
        if (problem == SmtpSyntaxProblem.None && !mailbox.IsEmpty && !Address.TryParse(mailbox, out sender))
        {
            problem = SmtpSyntaxProblem.Address;
        }

        if (problem != SmtpSyntaxProblem.None)
        {
            error = new SmtpSyntaxError(problem, consumed);
            return false;
        }

        arguments = new MailArguments { ReversePath = sender };
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
        parameter.Is("SIZE") ? TakeSize(parameter)
        : parameter.Is("BODY") ? TakeBody(parameter)
        : parameter.Is("SMTPUTF8") ? TakeSmtpUtf8(parameter)
        : parameter.Is("REQUIRETLS") ? TakeRequireTls(parameter)
        : parameter.Is("RET") ? TakeRet(parameter)
        : parameter.Is("ENVID") ? TakeEnvId(parameter)
        : parameter.Is("AUTH") ? TakeAuth(parameter)
        : TakeSubmission(parameter);

    private SmtpSyntaxProblem TakeSize(ParameterReader parameter)
    {
        if (Size is not null)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        if (parameter.Value.IsEmpty || parameter.Value.Length > MaxSizeDigits || parameter.Value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        Size = Utf8Parser.TryParse(parameter.Value, out long size, out _) ? size : long.MaxValue;
        return SmtpSyntaxProblem.None;
    }

    private SmtpSyntaxProblem TakeBody(ParameterReader parameter)
    {
        if (HasBody)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        HasBody = true;
        Body = parameter.ValueIs("8BITMIME") ? BodyType.EightBitMime : parameter.ValueIs("BINARYMIME") ? BodyType.BinaryMime : BodyType.SevenBit;
        return Body != BodyType.SevenBit || parameter.ValueIs("7BIT") ? SmtpSyntaxProblem.None : SmtpSyntaxProblem.ParameterValue;
    }

    private SmtpSyntaxProblem TakeRequireTls(ParameterReader parameter)
    {
        if (RequireTls)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        RequireTls = true;
        return parameter.Value.IsEmpty ? SmtpSyntaxProblem.None : SmtpSyntaxProblem.ParameterValue;
    }

    private SmtpSyntaxProblem TakeSmtpUtf8(ParameterReader parameter)
    {
        if (SmtpUtf8)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        SmtpUtf8 = true;
        return parameter.HasValue ? SmtpSyntaxProblem.ParameterValue : SmtpSyntaxProblem.None;
    }

    private SmtpSyntaxProblem TakeRet(ParameterReader parameter)
    {
        if (Ret is not null)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        Ret = parameter.ValueIs("FULL") ? DsnReturn.Full : DsnReturn.Headers;
        return Ret == DsnReturn.Full || parameter.ValueIs("HDRS") ? SmtpSyntaxProblem.None : SmtpSyntaxProblem.ParameterValue;
    }

    private SmtpSyntaxProblem TakeEnvId(ParameterReader parameter)
    {
        if (EnvId is not null)
        {
            return SmtpSyntaxProblem.RepeatedParameter;
        }

        if (parameter.Value.IsEmpty || parameter.Value.Length > MaxEnvIdLength || !Xtext.IsValid(parameter.Value))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        // RFC 3461 §4.4: what it stands for is printable ASCII.
        var envId = Encoding.ASCII.GetString(parameter.Value);
        if (!Xtext.TryDecode(envId, out var decoded) || decoded.Any(static c => c is (< ' ' or > '~') and not '\t'))
        {
            return SmtpSyntaxProblem.ParameterValue;
        }

        EnvId = envId;
        return SmtpSyntaxProblem.None;
    }
}

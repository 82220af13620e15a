namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>What is wrong with the argument of a command.</summary>
public enum SmtpSyntaxProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>FROM: or TO: is missing.</summary>
    Keyword,

    /// <summary>The path is no path: brackets, quotes or route are broken.</summary>
    Path,

    /// <summary>The path's mailbox is no address.</summary>
    Address,

    /// <summary>A parameter that this server does not know.</summary>
    UnknownParameter,

    /// <summary>A parameter that is there twice.</summary>
    RepeatedParameter,

    /// <summary>A known parameter whose value is missing or not allowed.</summary>
    ParameterValue,
}

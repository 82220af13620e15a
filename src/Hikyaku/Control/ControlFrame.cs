namespace Hikyaku.Control;

/// <summary>
/// One line of JSON between a command and the running server. First the command sends its arguments; then the server sends output, questions and
/// at last the exit code, while the command sends answers.
/// </summary>
internal sealed record ControlFrame
{
    /// <summary>From the command: what to run, and where.</summary>
    public ControlRequest? Request { get; init; }

    /// <summary>From the command: the answer to a question.</summary>
    public string? Line { get; init; }

    /// <summary>From the command: there is no more input.</summary>
    public bool EndOfInput { get; init; }

    /// <summary>From the command: the operator pressed Ctrl-C; the work ends in order, and its output still comes.</summary>
    public bool Stop { get; init; }

    /// <summary>From the server: text for standard output.</summary>
    public string? Out { get; init; }

    /// <summary>From the server: text for standard error.</summary>
    public string? Error { get; init; }

    /// <summary>From the server: a line of input is wanted.</summary>
    public bool Ask { get; init; }

    /// <summary>With <see cref="Ask"/>: what is typed is not to be shown.</summary>
    public bool Secret { get; init; }

    /// <summary>From the server: the command has ended.</summary>
    public int? Exit { get; init; }
}

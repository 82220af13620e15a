namespace Hikyaku.Control;

/// <summary>A command as it was typed, and the terminal it was typed at.</summary>
/// <param name="Arguments">Everything after the program's name.</param>
/// <param name="Culture">The language of the operator, "en" or "ja".</param>
/// <param name="Folder">The working folder, against which relative paths are meant.</param>
/// <param name="User">The operator's user name, for the audit record.</param>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="IsTerminal">Whether standard output is a terminal.</param>
/// <param name="IsInteractive">Whether standard input is a terminal, so that questions can be asked.</param>
internal sealed record ControlRequest(
    IReadOnlyList<string> Arguments, string Culture, string Folder, string User, int Width, bool IsTerminal, bool IsInteractive);

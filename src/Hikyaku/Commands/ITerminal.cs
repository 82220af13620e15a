namespace Hikyaku.Commands;

/// <summary>Where a command was typed: the console of this process, or that of a command which the server runs for it.</summary>
internal interface ITerminal
{
    /// <summary>Standard output.</summary>
    TextWriter Out { get; }

    /// <summary>Standard error.</summary>
    TextWriter Error { get; }

    /// <summary>Columns.</summary>
    int Width { get; }

    /// <summary>Whether standard output is a terminal: colours and progress make sense.</summary>
    bool IsTerminal { get; }

    /// <summary>Whether standard input is a terminal: someone can answer.</summary>
    bool IsInteractive { get; }

    /// <summary>The folder that relative paths are meant against.</summary>
    string Folder { get; }

    /// <summary>The operator's user name.</summary>
    string User { get; }

    /// <summary>The next line of standard input; null at its end.</summary>
    ValueTask<string?> ReadLine(bool secret, CancellationToken cancellation);
}

using Hikyaku.Commands;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A terminal that keeps what is said.</summary>
internal sealed class HeardTerminal : ITerminal
{
    public TextWriter Out { get; } = new StringWriter();

    public TextWriter Error { get; } = new StringWriter();

    public int Width => 1000;

    public bool IsTerminal => false;

    public bool IsInteractive => false;

    public string Folder => Path.GetTempPath();

    public string User => "operator";

    public ValueTask<string?> ReadLine(bool secret, CancellationToken cancellation) => new((string?)null);
}

using Hikyaku.Commands;

namespace Hikyaku.Tests.Commands;

/// <summary>A terminal whose operator has prepared the answers.</summary>
internal sealed class TestTerminal(params string[] answers) : ITerminal
{
    private readonly Queue<string> _answers = new(answers);

    public StringWriter Output { get; } = new();

    public StringWriter Errors { get; } = new();

    public TextWriter Out => Output;

    public TextWriter Error => Errors;

    public int Width => 1000;

    public bool IsTerminal => false;

    public bool IsInteractive { get; init; }

    public string Folder { get; init; } = Path.GetTempPath();

    public string User => "operator";

    public ValueTask<string?> ReadLine(bool secret, CancellationToken cancellation) =>
        ValueTask.FromResult(_answers.TryDequeue(out var line) ? line : null);
}

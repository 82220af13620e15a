namespace Hikyaku.TranscriptTests;

/// <summary>Every *.transcript file below this folder is one test.</summary>
public sealed class TranscriptTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Transcripts");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Root, "*.transcript", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_dialogue_goes_as_written(string file)
    {
        var transcript = Transcript.Parse(await File.ReadAllTextAsync(Path.Combine(Root, file), TestContext.Current.CancellationToken));
        await using var run = await TranscriptRun.Start(transcript);
        await run.Play();
    }
}

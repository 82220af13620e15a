namespace Hikyaku.TranscriptTests;

/// <summary>What a mailbox holds: checks of STORED and of the lines below it.</summary>
internal sealed class StoredMessages(string[] lines)
{
    private int _next;

    public static StoredMessages None { get; } = new([]);

    public static Task<StoredMessages> Expect(TestServer server, TranscriptStep step) => throw new InvalidOperationException("pending");

    /// <summary>A line of the newest message, below the line found before.</summary>
    public void ExpectLine(TranscriptStep step, TranscriptText text)
    {
        var found = Array.FindIndex(lines, _next, line => text.Matches(step.Text, line));
        if (found < 0)
            Assert.Fail($"line {step.Number}\nnot in the stored message: {step.Text}\nwhat is left of it:\n{string.Join('\n', lines[_next..])}");
        _next = found + 1;
    }
}

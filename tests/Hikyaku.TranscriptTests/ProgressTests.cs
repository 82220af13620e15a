using Hikyaku.Protocols.Connections;

namespace Hikyaku.TranscriptTests;

/// <summary>Long commands tell how far they are (RFC 9585).</summary>
public sealed class ProgressTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_search_tells_how_far_it_is()
    {
        await using var server = await TestServer.Start(new HastyTime(), plaintextAuth: true);
        await server.AddAccount("alice@example.test", "secret-12");
        await server.Append("alice@example.test", "Subject: one\r\n\r\n1\r\n"u8.ToArray());
        await using var client = await TranscriptClient.Connect(server.EndPoint(ListenerProtocol.Imap), tls: false, Cancellation);
        await client.Send("a LOGIN alice@example.test secret-12\r\nb SELECT INBOX\r\nc SEARCH TEXT one\r\nd LOGOUT\r\n", Cancellation);

        var answers = new List<string>();
        while (await client.ReadLine(Cancellation) is { } line)
        {
            answers.Add(line);
        }

        var notice = answers.FindIndex(line => line.StartsWith("* OK [INPROGRESS (\"c\" ", StringComparison.Ordinal));
        Assert.InRange(notice, 1, answers.IndexOf("* SEARCH 1"));
    }

    /// <summary>A clock on which a quarter of a minute passes between any two looks.</summary>
    private sealed class HastyTime : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * 15 * TimestampFrequency;
    }
}

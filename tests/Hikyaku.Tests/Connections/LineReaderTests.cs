using System.Text;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Connections;

public sealed class LineReaderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("NOOP\r\n", "Ok:NOOP")]
    [InlineData("NOOP\n", "Ok:NOOP:lf")]
    [InlineData("NO\rOP\r\n", "Ok:NO\rOP:cr")]
    [InlineData("NO\0OP\r\n", "Ok:NO\0OP:nul")]
    [InlineData("\r\n\r\n", "Ok:|Ok:")]
    [InlineData("12345678901234\r\nA\r\n", "Ok:12345678901234|Ok:A")]
    [InlineData("123456789012345\r\nA\r\n", "TooLong:|Ok:A")]
    [InlineData("NOOP", "")]
    public async Task Lines_end_with_lf_and_carry_their_faults(string sent, string expected)
    {
        var read = new StringBuilder();
        await using var server = await ConnectionServer.Start(connection => Collect(connection, read));
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, sent);
        ((System.Net.Sockets.NetworkStream)client).Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await ConnectionServer.ReadToEnd(client);

        Assert.Equal(expected, read.ToString().TrimEnd('|'));
    }

    [Fact]
    public async Task A_line_that_arrives_in_pieces_over_many_buffers_is_whole()
    {
        var got = new TaskCompletionSource<string>();
        await using var server = await ConnectionServer.Start(async connection =>
        {
            var line = await new LineReader(connection, 100_000).ReadLine(Minute, default);
            got.SetResult(Encoding.Latin1.GetString(line.Line.Span));
        });
        await using var client = await server.Connect();
        var sent = new string('x', 30_000);
        for (var at = 0; at < sent.Length; at += 7_000)
            await ConnectionServer.Send(client, sent.Substring(at, Math.Min(7_000, sent.Length - at)));
        await ConnectionServer.Send(client, "\r\n");

        Assert.Equal(sent, await got.Task);
    }

    [Fact]
    public async Task Counted_octets_follow_a_line_and_a_line_follows_them()
    {
        var got = new TaskCompletionSource<string>();
        await using var server = await ConnectionServer.Start(async connection =>
        {
            var reader = new LineReader(connection, 1000);
            var first = Encoding.Latin1.GetString((await reader.ReadLine(Minute, default)).Line.Span);
            var octets = new byte[5];
            await reader.ReadExactly(octets, Minute, default);
            var last = Encoding.Latin1.GetString((await reader.ReadLine(Minute, default)).Line.Span);
            got.SetResult($"{first}|{Encoding.Latin1.GetString(octets)}|{last}");
        });
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, "a {5}\r\n\r\n\n\0x b\r\n");

        Assert.Equal("a {5}|\r\n\n\0x| b", await got.Task);
    }

    [Fact]
    public async Task A_silent_client_times_out_by_the_shared_clock()
    {
        var time = new FakeTimeProvider();
        var waiting = new TaskCompletionSource();
        var got = new TaskCompletionSource<ReadStatus>();
        await using var server = await ConnectionServer.Start(
            async connection =>
            {
                var read = new LineReader(connection, 1000).ReadLine(Minute, default);
                waiting.SetResult();
                got.SetResult((await read).Status);
            }, time: time);
        await using var client = await server.Connect();
        await waiting.Task;
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(got.Task.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(ReadStatus.TimedOut, await got.Task);
    }

    [Fact]
    public async Task A_client_that_waits_to_be_greeted_says_nothing_for_the_time_given()
    {
        var time = new FakeTimeProvider();
        var waiting = new TaskCompletionSource();
        var got = new TaskCompletionSource<bool>();
        await using var server = await ConnectionServer.Start(
            async connection =>
            {
                var listens = new LineReader(connection, 1000).HasInput(Minute, default);
                waiting.SetResult();
                got.SetResult(await listens);
            }, time: time);
        await using var client = await server.Connect();
        await waiting.Task;
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(got.Task.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(await got.Task);
    }

    [Fact]
    public async Task What_a_client_says_before_it_is_greeted_is_noticed_and_not_lost()
    {
        var got = new TaskCompletionSource<string>();
        await using var server = await ConnectionServer.Start(async connection =>
        {
            var reader = new LineReader(connection, 1000);
            var isEarly = await reader.HasInput(Minute, default);
            got.SetResult($"{isEarly} {Encoding.Latin1.GetString((await reader.ReadLine(Minute, default)).Line.Span)}");
        });
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, "HELO x\r\n");

        Assert.Equal("True HELO x", await got.Task);
    }

    [Fact]
    public async Task An_interrupt_ends_the_wait_and_loses_nothing()
    {
        var interrupted = new TaskCompletionSource();
        var ready = new TaskCompletionSource<MailConnection>();
        var got = new TaskCompletionSource<string>();
        await using var server = await ConnectionServer.Start(async connection =>
        {
            var reader = new LineReader(connection, 1000);
            var read = reader.ReadLine(Minute, default);
            ready.SetResult(connection);
            var first = (await read).Status;
            interrupted.SetResult();
            got.SetResult($"{first} {Encoding.Latin1.GetString((await reader.ReadLine(Minute, default)).Line.Span)}");
        });
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, "DO");
        (await ready.Task).Interrupt();
        await interrupted.Task;
        await ConnectionServer.Send(client, "NE\r\n");

        Assert.Equal("Interrupted DONE", await got.Task);
    }

    private static async Task Collect(MailConnection connection, StringBuilder read)
    {
        var reader = new LineReader(connection, 16);
        while (await reader.ReadLine(Minute, default) is { Status: ReadStatus.Ok or ReadStatus.TooLong } line)
        {
            read.Append(line.Status).Append(':').Append(Encoding.Latin1.GetString(line.Line.Span))
                .Append(line.HasBareLf ? ":lf" : "").Append(line.HasBareCr ? ":cr" : "").Append(line.HasNul ? ":nul" : "").Append('|');
        }
    }
}

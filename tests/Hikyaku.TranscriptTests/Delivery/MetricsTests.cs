using System.Net.Sockets;
using System.Text;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.TranscriptTests.Delivery;

/// <summary>The numbers of the server, as Prometheus asks for them.</summary>
public sealed class MetricsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happened_is_counted()
    {
        await using var server = await TestServer.Start(plaintextAuth: true);
        await server.AddAccount("ann@example.test", "secret");
        await using (var client = await TranscriptClient.Connect(server.EndPoint(ListenerProtocol.Smtp), tls: false, Cancellation))
        {
            await client.ReadLine(Cancellation);
            foreach (var line in (string[])["HELO mx.far.example", "MAIL FROM:<bob@far.example>", "RCPT TO:<nobody@example.test>", "RCPT TO:<ann@example.test>", "DATA", "\r\ntext\r\n."])
            {
                await client.Send(line + "\r\n", Cancellation);
                await client.ReadLine(Cancellation);
            }
        }

        await using (var client = await TranscriptClient.Connect(server.EndPoint(ListenerProtocol.Pop3), tls: false, Cancellation))
        {
            await client.ReadLine(Cancellation);
            foreach (var line in (string[])["USER ann@example.test", "PASS wrong", "USER ann@example.test", "PASS secret"])
            {
                await client.Send(line + "\r\n", Cancellation);
                await client.ReadLine(Cancellation);
            }
        }

        var answer = await Ask(server, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        string[] lines =
        [
            "HTTP/1.1 200 OK", "# TYPE hikyaku_deliveries_total counter",
            "hikyaku_messages_received_total{protocol=\"smtp\",tls=\"no\"} 1",
            "hikyaku_refusals_total{status=\"5.1.1\",check=\"\"} 1",
            "hikyaku_deliveries_total{outcome=\"delivered\",place=\"here\"} 1",
            "hikyaku_connections_total{protocol=\"smtp\"} 1",
            "hikyaku_signins_total{service=\"pop3\",outcome=\"ok\"} 1",
            "hikyaku_signins_total{service=\"pop3\",outcome=\"refused\"} 1",
            "# TYPE hikyaku_queue_messages gauge", "hikyaku_queue_messages 0", "hikyaku_queue_oldest_seconds 0", "hikyaku_trace_lost_total 0",
        ];
        Assert.All(lines, line => Assert.Contains(line, answer.Split('\n', StringSplitOptions.TrimEntries)));
        Assert.DoesNotContain("example.test", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_name_their_check()
    {
        await using var server = await TestServer.Start();
        await server.AddAccount("ann@example.test", "secret");
        await server.Set("checks.table", "helo=refuse:1 client-connections=refuse:1");
        await server.Set("checks.clientConnections", "1");
        await using var client = await TranscriptClient.Connect(server.EndPoint(ListenerProtocol.Smtp), tls: false, Cancellation);
        await client.ReadLine(Cancellation);
        foreach (var line in (string[])["HELO stranger", "MAIL FROM:<bob@far.example>", "RCPT TO:<ann@example.test>"])
        {
            await client.Send(line + "\r\n", Cancellation);
            await client.ReadLine(Cancellation);
        }

        await using var other = await TranscriptClient.Connect(server.EndPoint(ListenerProtocol.Smtp), tls: false, Cancellation);
        Assert.StartsWith("421", await other.ReadLine(Cancellation), StringComparison.Ordinal);

        var lines = (await Ask(server, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")).Split('\n', StringSplitOptions.TrimEntries);
        Assert.Contains("hikyaku_refusals_total{status=\"5.7.1\",check=\"helo\"} 1", lines);
        Assert.Contains("hikyaku_refusals_total{status=\"4.7.1\",check=\"client-connections\"} 1", lines);
        Assert.Contains("hikyaku_check_hits_total{check=\"helo\",result=\"refused\"} 1", lines);
        Assert.Contains("hikyaku_sending_held 0", lines);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404 ")]
    [InlineData("POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 405 ")]
    [InlineData("EHLO x\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("GET /metrics HTTP/2.0\r\n\r\n", "HTTP/1.1 400 ")]
    public async Task Other_requests_are_refused(string request, string answer)
    {
        await using var server = await TestServer.Start();
        Assert.StartsWith(answer, await Ask(server, request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_without_end_is_no_request()
    {
        await using var server = await TestServer.Start();
        Assert.Empty(await Ask(server, "GET /metrics HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 100))));
    }

    private static async Task<string> Ask(TestServer server, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.EndPoint(ListenerProtocol.Metrics), Cancellation);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync(Cancellation);
    }
}

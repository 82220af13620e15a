using System.Buffers;
using System.Text;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Queue;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Metrics;

/// <summary>Answers one HTTP request for <c>/metrics</c> and ends.</summary>
/// <remarks>Standards: RFC 9112, as far as a scraper needs it. Limits: a line of 8 KiB, 100 header lines, 10 seconds for each line.</remarks>
internal sealed class MetricsSession(MetricsText text, MailMetrics metrics, Queue queue) : ISession
{
    private const int MaxLine = 8192;
    private const int MaxHeaderLines = 100;
    private static readonly TimeSpan LineTime = TimeSpan.FromSeconds(10);

    public async Task Run(MailConnection connection)
    {
        var reader = new LineReader(connection, MaxLine);
        if (await ReadLine(reader, connection) is not { } request || !await SkipHeader(reader, connection))
        {
            return;
        }

        var (status, body) = await Answer(request, connection.Closed);
        var octets = Encoding.UTF8.GetBytes(body);
        var allow = status.StartsWith("405", StringComparison.Ordinal) ? "Allow: GET, HEAD\r\n" : "";
        connection.Output.Write(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nServer: Hikyaku\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {octets.Length}\r\n{allow}Connection: close\r\n\r\n"));
        if (!request.StartsWith("HEAD ", StringComparison.Ordinal))
        {
            connection.Output.Write(octets);
        }

        await connection.Output.FlushAsync(connection.Closed);
    }

    private static async ValueTask<string?> ReadLine(LineReader reader, MailConnection connection)
    {
        var line = await reader.ReadLine(LineTime, connection.Closed);
        return line.Status == ReadStatus.Ok ? Encoding.Latin1.GetString(line.Line.Span) : null;
    }

    private static async ValueTask<bool> SkipHeader(LineReader reader, MailConnection connection)
    {
        for (var i = 0; i < MaxHeaderLines; i++)
        {
            if (await ReadLine(reader, connection) is not { Length: > 0 } line)
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<(string Status, string Body)> Answer(string request, CancellationToken cancellation)
    {
        if (request.Split(' ') is not [var method, var target, "HTTP/1.0" or "HTTP/1.1"])
        {
            return ("400 Bad Request", "This is no request of HTTP/1.1.\n");
        }

        if (method is not ("GET" or "HEAD"))
        {
            return ("405 Method Not Allowed", "Only GET and HEAD.\n");
        }

        if (target.Split('?')[0] != "/metrics")
        {
            return ("404 Not Found", "The metrics are at /metrics.\n");
        }

        metrics.Queue = await queue.Depth(cancellation);
        return ("200 OK", text.Write());
    }
}

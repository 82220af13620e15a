using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Resolving;

namespace Hikyaku.Protocols.Https;

/// <summary>Short HTTPS conversations with servers of strangers.</summary>
/// <remarks>
/// Security: certificates are checked as usual, nothing is redirected, no proxy, cookie or compression is used. Limits: <see cref="Longest"/> for each
/// conversation, the caller's for the document.
/// </remarks>
internal sealed class HttpsClient(HttpMessageHandler handler, TimeProvider time) : IHttpsClient, IDisposable
{
    /// <summary>RFC 8461 §3.3 names a minute as sensible.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly HttpClient _client = new(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The handler of the server: names are looked up as for mail.</summary>
    public static HttpMessageHandler Handler(IDnsResolver dns) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        MaxConnectionsPerServer = 2,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = (context, cancellation) => Connect(dns, context.DnsEndPoint, cancellation),
    };

    public ValueTask<HttpsAnswer> Get(Uri address, int maxOctets, CancellationToken cancellation) =>
        Send(new HttpRequestMessage(HttpMethod.Get, address), maxOctets, cancellation);

    public ValueTask<HttpsAnswer> Post(Uri address, string mediaType, ReadOnlyMemory<byte> document, CancellationToken cancellation)
    {
        var content = new ReadOnlyMemoryContent(document);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return Send(new HttpRequestMessage(HttpMethod.Post, address) { Content = content }, null, cancellation);
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<HttpsAnswer> Send(HttpRequestMessage request, int? maxOctets, CancellationToken cancellation)
    {
        using var clock = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellation);
        try
        {
            using (request)
            {
                if (request.RequestUri?.Scheme != Uri.UriSchemeHttps)
                {
                    return HttpsAnswer.Failed("not an https address");
                }

                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                var body = maxOctets is { } most ? await Read(response.Content, most, either.Token) : [];
                return body is null
                    ? HttpsAnswer.Failed("the document is too long")
                    : new HttpsAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "", body);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return HttpsAnswer.Failed(e is OperationCanceledException ? "no answer in time" : e.InnerException?.Message ?? e.Message, e.InnerException is AuthenticationException);
        }
    }

    private static async ValueTask<byte[]?> Read(HttpContent content, int most, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[most + 1];
        var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return count > most ? null : buffer[..count];
    }

    private static async ValueTask<Stream> Connect(IDnsResolver dns, DnsEndPoint server, CancellationToken cancellation)
    {
        var six = dns.Addresses(server.Host, AddressFamily.InterNetworkV6, cancellation).AsTask();
        var four = await dns.Addresses(server.Host, AddressFamily.InterNetwork, cancellation);
        IPAddress[] addresses = [.. (await six).Records, .. four.Records];
        Exception last = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses.Take(4))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, server.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last;
    }
}

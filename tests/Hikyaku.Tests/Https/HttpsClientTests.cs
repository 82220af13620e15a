using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Hikyaku.Protocols.Https;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Https;

public sealed class HttpsClientTests
{
    private static readonly Uri Address = new("https://mta-sts.a.example/.well-known/mta-sts.txt");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_document_comes_with_its_status_and_media_type()
    {
        var answer = await Get((_, _) => Task.FromResult(Document(10)));

        Assert.Equal((200, "text/plain", 10, null), (answer.Status, answer.MediaType, answer.Body.Length, answer.Problem));
    }

    [Fact]
    public async Task A_document_that_is_too_long_is_no_answer() => Assert.Equal(0, (await Get((_, _) => Task.FromResult(Document(101)))).Status);

    [Fact]
    public async Task A_server_that_stalls_is_given_up()
    {
        var answer = Get(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return Document(1);
        });
        _time.Advance(HttpsClient.Longest);

        Assert.Equal("no answer in time", (await answer).Problem);
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_is_told_apart()
    {
        var answer = await Get((_, _) => throw new HttpRequestException("TLS", new AuthenticationException("name mismatch")));

        Assert.True(answer.IsCertificateProblem);
    }

    [Fact]
    public async Task Nothing_goes_out_in_clear()
    {
        using var client = new HttpsClient(new Handler((_, _) => throw new InvalidOperationException()), _time);

        Assert.NotNull((await client.Get(new Uri("http://a.example/"), 100, TestContext.Current.CancellationToken)).Problem);
    }

    private async Task<Mail.Delivery.Protection.HttpsAnswer> Get(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        using var client = new HttpsClient(new Handler(answer), _time);
        return await client.Get(Address, 100, TestContext.Current.CancellationToken);
    }

    private static HttpResponseMessage Document(int length)
    {
        var content = new ByteArrayContent(new byte[length]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("Text/Plain; charset=utf-8");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private sealed class Handler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}

using Hikyaku.Mail.ContentFilters;

namespace Hikyaku.Protocols.Rspamd;

/// <summary>Rspamd, asked over HTTP.</summary>
internal sealed class RspamdFilter : ContentFilter
{
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public RspamdFilter(ContentFilterOptions options, TimeProvider time)
        : base(options)
    {
        _time = time;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) => await options.EndPoint.Connect(token),
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://rspamd"), Timeout = System.Threading.Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 4 << 20 };
    }

    public override FilterDialogue Open(FilterClient client) => new RspamdDialogue(Options, _http, _time);

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    public override async ValueTask<string?> Probe(CancellationToken cancellation)
    {
        using var limit = new FilterTime(Options.Timeout, _time, cancellation);
        try
        {
            return await limit.Within(async token =>
            {
                using var response = await _http.GetAsync(new Uri("/ping", UriKind.Relative), token);
                return response.IsSuccessStatusCode ? null : $"it answers {(int)response.StatusCode} to /ping";
            });
        }
        catch (Exception e) when (e is HttpRequestException or FilterFailedException)
        {
            return e.Message;
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hikyaku.InteropTests.Protection;

/// <summary>The web servers of other domains: Kestrel with TLS on port 443 of an address of its own.</summary>
internal sealed class WebServer(WebApplication application) : IAsyncDisposable
{
    public static readonly IPAddress Address = IPAddress.Parse("127.0.0.3");

    /// <summary>Documents by host and path.</summary>
    public ConcurrentDictionary<string, string> Documents { get; } = [];

    /// <summary>What was posted, with its media type.</summary>
    public ConcurrentQueue<(string MediaType, byte[] Document)> Posted { get; } = [];

    public static async Task<WebServer> Start(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(Address, 443, listen => listen.UseHttps(certificate)));
        var server = new WebServer(builder.Build());
        server.Serve();
        try
        {
            await server.Run();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            Assert.Skip($"port 443 of {Address} can not be used: {e.Message}");
        }

        return server;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private Task Run() => application.StartAsync();

    private void Serve() => application.Run(async context =>
    {
        if (context.Request.Method == HttpMethods.Post)
        {
            using var document = new MemoryStream();
            await context.Request.Body.CopyToAsync(document);
            Posted.Enqueue((context.Request.ContentType ?? "", document.ToArray()));
            return;
        }

        if (Documents.TryGetValue(context.Request.Host.Host + context.Request.Path, out var text))
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(text);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    });
}

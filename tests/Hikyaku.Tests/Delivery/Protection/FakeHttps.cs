using System.Text;
using Hikyaku.Mail.Delivery.Protection;

namespace Hikyaku.Tests.Delivery.Protection;

/// <summary>Web servers that answer as told, and keep what they were asked.</summary>
public sealed class FakeHttps : IHttpsClient
{
    public Dictionary<string, HttpsAnswer> Answers { get; } = [];

    public List<string> Asked { get; } = [];

    public List<(string Address, string MediaType, byte[] Document)> Posted { get; } = [];

    public void Serve(string domain, string policy, string mediaType = "text/plain") =>
        Answers[$"https://mta-sts.{domain}/.well-known/mta-sts.txt"] = new HttpsAnswer(200, mediaType, Encoding.ASCII.GetBytes(policy));

    public void Fail(string domain, int status = 0) =>
        Answers[$"https://mta-sts.{domain}/.well-known/mta-sts.txt"] = status == 0 ? HttpsAnswer.Failed("nobody there") : new HttpsAnswer(status, "text/plain", default);

    public ValueTask<HttpsAnswer> Get(Uri address, int maxOctets, CancellationToken cancellation)
    {
        Asked.Add(address.AbsoluteUri);
        return ValueTask.FromResult(Answers.GetValueOrDefault(address.AbsoluteUri) ?? HttpsAnswer.Failed("nobody there"));
    }

    public ValueTask<HttpsAnswer> Post(Uri address, string mediaType, ReadOnlyMemory<byte> document, CancellationToken cancellation)
    {
        Posted.Add((address.AbsoluteUri, mediaType, document.ToArray()));
        return ValueTask.FromResult(Answers.GetValueOrDefault(address.AbsoluteUri) ?? new HttpsAnswer(200, "", default));
    }
}

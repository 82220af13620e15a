namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>HTTPS as mail needs it: certificates are checked, redirects are not followed, all is bounded, and nothing the network does throws.</summary>
public interface IHttpsClient
{
    /// <summary>Fetches a short document.</summary>
    /// <param name="address">An https address.</param>
    /// <param name="maxOctets">A longer document is an error.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<HttpsAnswer> Get(Uri address, int maxOctets, CancellationToken cancellation);

    /// <summary>Sends a document; the body of the answer is not read.</summary>
    /// <param name="address">An https address.</param>
    /// <param name="mediaType">What the document is.</param>
    /// <param name="document">Its octets.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<HttpsAnswer> Post(Uri address, string mediaType, ReadOnlyMemory<byte> document, CancellationToken cancellation);
}

using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>A whole message before it is taken.</summary>
/// <param name="Id">Its name in the log and the trace.</param>
/// <param name="Envelope">Its envelope.</param>
/// <param name="Recipients">Its recipients, at least one.</param>
/// <param name="Content">Its octets, with the fields of this server in front.</param>
/// <param name="OwnLength">The octets of those fields; filters see what follows.</param>
public sealed record FilterMessage(string Id, Envelope Envelope, IReadOnlyList<Recipient> Recipients, MessageContent Content, int OwnLength)
{
    /// <summary>Opens what the client sent.</summary>
    public Stream OpenRead()
    {
        var stream = Content.OpenRead();
        stream.Seek(OwnLength, SeekOrigin.Begin);
        return stream;
    }
}

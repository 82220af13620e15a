using System.Text;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>A message in the queue, apart from its recipients.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Blob">Its file.</param>
/// <param name="Length">The octets of the file.</param>
/// <param name="ReturnPathLength">The octets of the Return-Path line at its start, which are not sent.</param>
/// <param name="Envelope">Its envelope.</param>
public sealed record QueuedMessage(QueueId Id, BlobId Blob, long Length, int ReturnPathLength, Envelope Envelope)
{
    /// <summary>The octets that go out.</summary>
    public long SentLength => Length - ReturnPathLength + SentPrefix().Length;

    /// <summary>What goes out before the octets of the file: where a forward that leads back here is recognized.</summary>
    public byte[] SentPrefix() => Envelope.ForwardedBy is { } address && (address.IsAscii || Envelope.SmtpUtf8)
        ? Encoding.UTF8.GetBytes($"Delivered-To: {address}\r\n") : [];
}

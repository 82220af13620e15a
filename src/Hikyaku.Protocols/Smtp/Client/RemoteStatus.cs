using System.Text;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>Replies of a remote host as the statuses and results of this one.</summary>
internal static class RemoteStatus
{
    private const int MaxText = 500;

    public static SmtpStatus Of(Reply reply)
    {
        var text = reply.Text;
        var hasCode = EnhancedCode.TryParse(Encoding.UTF8.GetBytes(text), out var code, out var consumed) && code.Class == reply.Code / 100;
        var words = (hasCode ? text[consumed..] : text).Trim();
        return new SmtpStatus(reply.Code, hasCode ? code : default, words.Length > MaxText ? words[..MaxText] : words);
    }

    /// <summary>The result of a reply that ends the delivery for a recipient. What is neither success nor a failure for good is temporary.</summary>
    public static DeliveryResult Result(Reply reply)
    {
        var status = Of(reply);
        return reply switch
        {
            { IsPositive: true } => new DeliveryResult.Delivered(status),
            { IsPermanent: true } => new DeliveryResult.Failed(status),
            { IsTransient: true } => new DeliveryResult.Deferred(status),
            _ => Unexpected(reply),
        };
    }

    /// <summary>The result of a reply that belongs to another step of the dialogue.</summary>
    public static DeliveryResult Unexpected(Reply reply) => new DeliveryResult.Deferred(SmtpStatus.ProtocolError with { Text = $"Unexpected reply: {reply}" });

    public static DeliveryResult Result(SmtpStatus status) =>
        status.IsPermanent ? new DeliveryResult.Failed(status) : new DeliveryResult.Deferred(status);
}

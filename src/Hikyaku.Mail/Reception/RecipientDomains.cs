using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Resolving;

namespace Hikyaku.Mail.Reception;

/// <summary>Tells users at once of recipients whose domain does not exist or takes no mail, so that no report has to.</summary>
/// <remarks>Standards: RFC 7505 §4.2. Limits: the DNS is waited for <see cref="Patience"/>; without an answer the queue finds out.</remarks>
public sealed class RecipientDomains(IDnsResolver dns, Settings.Settings settings, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Why mail to the recipient is in vain; null: it is not, as far as that is known.</summary>
    /// <param name="recipient">A recipient of another server.</param>
    /// <param name="envelope">What is known of the message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<SmtpStatus?> Check(Address recipient, Envelope envelope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        // A smart host may know more than the DNS.
        if (recipient.HasAddressLiteral || !settings.Get(SmtpSettings.CheckRecipientDomain)
            || settings.Get(QueueSettings.Routes).Find(RoutedMail.Of(recipient, envelope)) is { Hosts.IsEmpty: false })
        {
            return null;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var answer = await dns.Mx(recipient.Domain, either.Token);
            return answer.Status == DnsStatus.NxDomain ? SmtpStatus.NoSuchDomain : answer.Records is [{ IsNull: true }] ? SmtpStatus.NullMx : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}

using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>
/// Deals the recipients of a message out to as many transactions as the host's limits ask for: those that it names (RFC 9422), and those that it tells
/// with "too many recipients" (RFC 5321 §4.5.3.1.10).
/// </summary>
/// <param name="recipients">The recipients.</param>
/// <param name="extensions">What the host said.</param>
/// <param name="domains">The domains that the connection had recipients of.</param>
internal sealed class RecipientBatches(IReadOnlyList<RemoteRecipient> recipients, RemoteExtensions extensions, HashSet<string> domains)
{
    private const int TooMany = 452;
    private readonly DeliveryResult?[] _results = new DeliveryResult?[recipients.Count];
    private List<int> _left = [.. Enumerable.Range(0, recipients.Count)];
    private List<int> _batch = [];

    /// <summary>No recipient is left.</summary>
    public bool IsOver => _left.Count == 0;

    /// <summary>The results; who was not tried comes another time.</summary>
    public IEnumerable<DeliveryResult> Results => _results.Select(result => result ?? new DeliveryResult.Deferred(SmtpStatus.TooManyForRemote));

    /// <summary>The recipients of the next transaction; none when this connection takes none of them.</summary>
    public IReadOnlyList<RemoteRecipient> Next()
    {
        _batch = [];
        foreach (var index in _left)
        {
            if (_batch.Count < extensions.MaxRecipients && (domains.Contains(recipients[index].Target.Domain) || domains.Count < extensions.MaxRecipientDomains))
            {
                domains.Add(recipients[index].Target.Domain);
                _batch.Add(index);
            }
        }

        _left = [.. _left.Except(_batch)];
        return _batch.ConvertAll(index => recipients[index]);
    }

    /// <summary>Takes the results of the transaction; who was one too many there is in the next one.</summary>
    public void Settle(IReadOnlyList<DeliveryResult> results)
    {
        var hasProgress = results.Any(result => !IsOneTooMany(result));
        for (var i = 0; i < _batch.Count; i++)
        {
            _results[_batch[i]] = results[i];
            if (hasProgress && IsOneTooMany(results[i]))
            {
                _left.Add(_batch[i]);
            }
        }
    }

    /// <summary>The connection is lost: who is left comes another time.</summary>
    public void GiveUp(SmtpStatus status)
    {
        foreach (var index in _batch.Concat(_left))
        {
            _results[index] = new DeliveryResult.Deferred(status);
        }

        _left = [];
    }

    // RFC 3463 §3.6: X.5.3; a full mailbox is 452 too.
    private static bool IsOneTooMany(DeliveryResult result) =>
        result is DeliveryResult.Deferred { Status: { Code: TooMany } status } && (status.Enhanced.IsEmpty || status.Enhanced == SmtpStatus.TooManyForRemote.Enhanced);
}

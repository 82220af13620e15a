using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Routing.Srs;

/// <summary>
/// Rewrites senders of elsewhere when mail is forwarded to other servers, which would refuse it from here by the sender's SPF record, and takes
/// reports to the rewritten addresses back to them.
/// </summary>
/// <remarks>Security: an address leads back only with a proof of this server, only for some weeks, and only reports (with the null path).</remarks>
public sealed class SenderRewriting(Directory.Directory directory, Settings.Settings settings, ServerIdentity identity, TimeProvider time)
{
    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The reverse-path of a forward; null: as it is.</summary>
    /// <param name="sender">The reverse-path of the message.</param>
    /// <param name="forwardedBy">The address of ours that forwards it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<Address?> Rewrite(Address? sender, Address forwardedBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(forwardedBy);
        // RFC 5321 §4.5.5: reports have no sender that could be asked about. Ours may be sent from here.
        if (sender is null || !settings.Get(SrsSettings.Enabled) || settings.Get(SrsSettings.Keys).All is not [var key, ..] || await IsOurs(sender.Domain, cancellation))
        {
            return null;
        }

        return SrsSigner.Rewrite(sender, await DomainFor(forwardedBy, cancellation), key, Today);
    }

    /// <summary>Where a report to a rewritten address goes; null when the address is no such one.</summary>
    /// <param name="address">The address, as a client named it.</param>
    /// <param name="envelope">What is known of the message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<SrsReturn?> Return(Address address, Envelope envelope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(envelope);
        if (!SrsLocalPart.TryParse(address.LocalPart, out var srs) || settings.Get(SrsSettings.Keys) is not { All.IsEmpty: false } keys || !await IsOurs(address.Domain, cancellation))
        {
            return null;
        }

        return SrsSigner.Verify(srs, keys, Today, settings.Get(SrsSettings.MaxAge)) switch
        {
            SrsVerdict.Good when envelope.ReversePath is not null => new SrsReturn(null, SmtpStatus.OnlyReportsReturn),
            SrsVerdict.Good when Address.TryCreate(srs.Original, srs.Domain, out var original) => new SrsReturn(original, SmtpStatus.Accepted),
            SrsVerdict.Expired => new SrsReturn(null, SmtpStatus.ReturnExpired),
            _ => new SrsReturn(null, SmtpStatus.ReturnForged),
        };
    }

    private async ValueTask<bool> IsOurs(string domain, CancellationToken cancellation) =>
        domain == settings.Get(SrsSettings.Domain) || domain.Equals(identity.HostName, StringComparison.OrdinalIgnoreCase)
        || await directory.FindDomain(domain, cancellation) is not null;

    // Reports must come back here: to a domain whose mail another server still gets, they would not.
    private async ValueTask<string> DomainFor(Address forwardedBy, CancellationToken cancellation)
    {
        var chosen = settings.Get(SrsSettings.Domain);
        return chosen.Length > 0 ? chosen
            : await directory.FindDomain(forwardedBy.Domain, cancellation) is { IsLive: true } ? forwardedBy.Domain : identity.HostName;
    }
}

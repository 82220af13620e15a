namespace Hikyaku.Mail.Checks;

/// <summary>The client's address has no host name that leads back to it.</summary>
/// <remarks>Standards: the iprev method of RFC 8601 §2.7.3.</remarks>
internal sealed class ReverseDns(ClientNames names) : Check("reverse-dns", CheckStage.Connect)
{
    protected internal override async ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation) =>
        (await names.Of(visit, cancellation)).Result switch
        {
            // RFC 7372 §3: 7.25 is a failed reverse DNS validation.
            IprevResult.Fail => new Finding($"no host name of {visit.Address} leads back to it") { Code = (7, 25) },
            IprevResult.PermError => new Finding($"{visit.Address} has no host name") { Code = (7, 25) },
            _ => null,
        };
}

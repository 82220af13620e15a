using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hikyaku.Mail.Checks.Greylisting;

/// <summary>
/// The client's network, the sender and the recipient were never seen together: whoever tries again later is taken from then on, and a network that did so
/// several times is not asked any more. Nor is who wrote is a correspondent of the recipient's domain, or a client that a DNS list praises.
/// </summary>
/// <remarks>Standards: RFC 6647 §2. Limits: those of <see cref="CheckMemory"/>; what is remembered survives a restart.</remarks>
internal sealed class Greylist(CheckMemory memory, Settings.Settings settings, TimeProvider time) : Check("greylist", CheckStage.RcptTo)
{
    /// <summary>Triplets that were told to come again.</summary>
    internal const string Pending = "grey";

    /// <summary>Triplets that came again.</summary>
    internal const string Passed = "grey-passed";

    /// <summary>Networks, with the number of triplets that came again.</summary>
    internal const string Client = "grey-client";

    protected internal override async ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation)
    {
        var (network, sender, recipient) = (Network(visit.Address), visit.ReversePath?.Canonical ?? "", visit.Recipient!.Address);
        if (visit.IsPraised || await IsKnown(network, cancellation) || await WasWrittenTo(recipient.Domain, sender, cancellation))
        {
            return null;
        }

        var triplet = $"{network}|{sender}|{recipient.Canonical}";
        if (await memory.Find(Passed, triplet, cancellation) is not null)
        {
            memory.Note(Passed, triplet);
            return null;
        }

        return await memory.Find(Pending, triplet, cancellation) is { } first && time.GetUtcNow() - first.First is var age && age >= settings.Get(CheckSettings.GreylistDelay)
            ? await Pass(triplet, network, age, cancellation)
            : ComeAgain(triplet);
    }

    /// <summary>The network of a client: big senders try again from a neighbour (RFC 6647 §2.3), and who has IPv6 has at least a /64.</summary>
    internal static string Network(IPAddress address)
    {
        var octets = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : 3;
        octets.AsSpan(kept).Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(octets)}/{kept * 8}");
    }

    private async ValueTask<Finding?> Pass(string triplet, string network, TimeSpan age, CancellationToken cancellation)
    {
        await memory.Remove(Pending, triplet, cancellation);
        if (age > settings.Get(CheckSettings.GreylistWindow))
        {
            return ComeAgain(triplet);
        }

        memory.Note(Passed, triplet);
        memory.Note(Client, network);
        return null;
    }

    private Finding ComeAgain(string triplet)
    {
        memory.Note(Pending, triplet);
        return new Finding("unknown sender for this recipient (greylisting)") { IsTransient = true };
    }

    private async ValueTask<bool> IsKnown(string network, CancellationToken cancellation)
    {
        if (settings.Get(CheckSettings.GreylistClients) is not (> 0 and var enough) || await memory.Find(Client, network, cancellation) is not { } note || note.Count < enough)
        {
            return false;
        }

        // The network stays known as long as it is seen; the count does not matter any more.
        memory.Note(Client, network);
        return true;
    }

    private async ValueTask<bool> WasWrittenTo(string domain, string sender, CancellationToken cancellation) =>
        sender.Length > 0 && await memory.Find(CheckMemory.Correspondent, CheckMemory.CorrespondentKey(domain, sender), cancellation) is not null;
}

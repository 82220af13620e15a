using System.Diagnostics.CodeAnalysis;
using System.Net;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Checks;

/// <summary>What a check does not apply to.</summary>
/// <param name="Check">The check, or <c>*</c> for all.</param>
/// <param name="Who">A network, a host name, a domain of host names after a dot, a sender's address, or the domain of senders after <c>@</c>, in its one form.</param>
/// <param name="Domain">The domain of ours whose mail it is about, or <c>*</c> for all.</param>
/// <remarks>Security: host names count only when forward and reverse DNS agree; a sender's address can be forged.</remarks>
public sealed record CheckException(string Check, string Who, string Domain)
{
    /// <summary>Every check, or every domain.</summary>
    public const string All = "*";

    private readonly IPNetwork? _network = IPNetwork.TryParse(Who, out var network) ? network : null;

    /// <summary>Whether host names decide.</summary>
    public bool NeedsHostName => _network is null && !Who.Contains('@', StringComparison.Ordinal);

    /// <summary>Whether the sender decides.</summary>
    public bool NeedsSender => Who.Contains('@', StringComparison.Ordinal);

    /// <summary>Reads one as a person writes it.</summary>
    public static bool TryCreate(string check, string who, string? domain, [NotNullWhen(true)] out CheckException? exception)
    {
        exception = null;
        var ours = All;
        if ((check != All && !CheckTable.IsName(check)) || !TryNormalize(who, out var normal)
            || (domain is not (null or "" or All) && !DomainName.TryNormalize(domain, out ours!)))
        {
            return false;
        }

        exception = new CheckException(check, normal, ours);
        return true;
    }

    /// <summary>Whether it holds for the check, the visitor and one of our domains.</summary>
    public bool Covers(string check, BorderVisit visit, string domain)
    {
        ArgumentNullException.ThrowIfNull(visit);
        return (Check == All || Check == check) && (Domain == All || Domain == domain) && Covers(visit);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Check}|{Who}|{Domain}";

    private bool Covers(BorderVisit visit) =>
        _network is { } network ? network.Contains(visit.Address)
        : NeedsSender ? visit.ReversePath is { } sender && (Who[0] == '@' ? sender.Domain.AsSpan().SequenceEqual(Who.AsSpan(1)) : sender.Canonical == Who)
        : visit.HostNames.Any(host => host == Who || (Who[0] == '.' && host.EndsWith(Who, StringComparison.Ordinal)));

    private static bool TryNormalize(string who, out string normal)
    {
        normal = "";
        if (IPAddress.TryParse(who, out var address))
        {
            normal = new IPNetwork(address, address.GetAddressBytes().Length * 8).ToString();
            return true;
        }

        if (who.Contains('/', StringComparison.Ordinal))
        {
            var isNetwork = IPNetwork.TryParse(who, out var network);
            normal = network.ToString();
            return isNetwork;
        }

        if (who.StartsWith('@'))
        {
            var isDomain = DomainName.TryNormalize(who.AsSpan(1), out var domain);
            normal = "@" + domain;
            return isDomain;
        }

        if (who.Contains('@', StringComparison.Ordinal))
        {
            var isAddress = Address.TryParse(who, out var sender);
            normal = sender?.Canonical ?? "";
            return isAddress && !normal.Contains('|', StringComparison.Ordinal) && !normal.Contains(' ', StringComparison.Ordinal);
        }

        var dot = who.StartsWith('.') ? "." : "";
        var isHost = DomainName.TryNormalize(who.AsSpan(dot.Length), out var host);
        normal = dot + host;
        return isHost;
    }
}

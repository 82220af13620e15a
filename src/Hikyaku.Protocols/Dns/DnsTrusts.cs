using System.Net;

namespace Hikyaku.Protocols.Dns;

/// <summary>Tells whether a resolver is trusted.</summary>
internal static class DnsTrusts
{
    public static bool Reaches(this DnsTrust trust, string resolver) =>
        trust == DnsTrust.Always || (trust == DnsTrust.Local && IPAddress.TryParse(resolver, out var address) && IPAddress.IsLoopback(address));
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// A host that takes mail for others, written <c>smtp://[user:password@]host[:port][?tls=none|opportunistic|encrypt|verified]</c> or
/// <c>smtps://…[?tls=encrypt|verified]</c>.
/// </summary>
/// <remarks>
/// <c>smtps</c> and <c>tls=verified</c> (<c>required</c> is the same) want a trusted certificate of the host's name; <c>tls=encrypt</c> takes any, and
/// <c>tls=none</c> uses none. Without a word about TLS it is used where it is offered.
/// </remarks>
public sealed record SmartHost
{
    private const int SmtpPort = 25;
    private const int SmtpsPort = 465;
    private const string Mask = "***";

    private SmartHost(string host, int port, RemoteTls tls, RemoteCredentials? credentials) =>
        (Host, Port, Tls, Credentials) = (host, port, tls, credentials);

    /// <summary>A host name, or an address literal with its brackets.</summary>
    public string Host { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>How the connection is protected.</summary>
    public RemoteTls Tls { get; }

    /// <summary>How to sign in, if at all.</summary>
    public RemoteCredentials? Credentials { get; }

    /// <summary>The destination that its entries share in the queue: what one connection can serve, without the password.</summary>
    public string Destination => Write(Credentials is null ? "" : $"{Uri.EscapeDataString(Credentials.UserName)}@");

    private bool IsImplicitTls => Tls is RemoteTls.Implicit or RemoteTls.ImplicitEncrypted;

    private string Scheme => IsImplicitTls ? "smtps" : "smtp";

    /// <summary>Reads the URL form.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SmartHost? smartHost)
    {
        smartHost = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("smtp" or "smtps") || url.AbsolutePath is not ("" or "/") || url.Fragment.Length > 0
            || !TryReadHost(url, out var host) || !TryReadTls(url, out var tls))
        {
            return false;
        }

        // What was printed without its password is not to be set as it stands.
        var credentials = ReadCredentials(url);
        if (credentials?.Password == Mask)
        {
            return false;
        }

        var port = url.Port > 0 ? url.Port : url.Scheme == "smtps" ? SmtpsPort : SmtpPort;
        smartHost = new SmartHost(host, port, tls, credentials);
        return true;
    }

    /// <summary>The host with another sign-in.</summary>
    public SmartHost With(RemoteCredentials credentials) => new(Host, Port, Tls, credentials);

    /// <summary>The host with another protection; false where TLS comes first and the wish is for less.</summary>
    public bool TryWith(RemoteTls wanted, [NotNullWhen(true)] out SmartHost? host)
    {
        host = TryProtect(IsImplicitTls, wanted, out var tls) ? new SmartHost(Host, Port, tls, Credentials) : null;
        return host is not null;
    }

    /// <summary>The URL without the password.</summary>
    public override string ToString() => Write(Credentials is null ? "" : $"{Uri.EscapeDataString(Credentials.UserName)}:{Mask}@");

    /// <summary>The whole URL, with the password.</summary>
    public string ToUrl() =>
        Write(Credentials is null ? "" : $"{Uri.EscapeDataString(Credentials.UserName)}:{Uri.EscapeDataString(Credentials.Password)}@");

    private static bool TryReadHost(Uri url, [NotNullWhen(true)] out string? host)
    {
        host = null;
        if (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            host = System.Net.IPAddress.TryParse(url.DnsSafeHost, out var address) ? AddressLiteral.Format(address) : null;
            return host is not null;
        }

        return DomainName.TryNormalize(url.IdnHost, out host);
    }

    private static bool TryReadTls(Uri url, out RemoteTls tls)
    {
        tls = RemoteTls.Opportunistic;
        return RemoteTlsWord.TryParseQuery(url.Query, out var wanted) && TryProtect(url.Scheme == "smtps", wanted, out tls);
    }

    // TLS from the first octet on is TLS: it cannot be left to the host.
    private static bool TryProtect(bool isImplicit, RemoteTls? wanted, out RemoteTls tls)
    {
        tls = (isImplicit, wanted) switch
        {
            (true, null or RemoteTls.Required) => RemoteTls.Implicit,
            (true, RemoteTls.Encrypted) => RemoteTls.ImplicitEncrypted,
            (false, { } word) => word,
            _ => RemoteTls.Opportunistic,
        };
        return !isImplicit || tls is RemoteTls.Implicit or RemoteTls.ImplicitEncrypted;
    }

    private static RemoteCredentials? ReadCredentials(Uri url)
    {
        if (url.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = url.UserInfo.Split(':', 2);
        return new RemoteCredentials(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private string Write(string userInfo) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{userInfo}{UrlHost()}:{Port}{RemoteTlsWord.Query(Tls)}");

    private string UrlHost() => AddressLiteral.TryParse(Host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
        ? $"[{address}]"
        : Host.Trim('[', ']');
}

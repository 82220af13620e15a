using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// A host that takes mail for others, written <c>smtp://[user:password@]host[:port][?tls=required|encrypt]</c> or <c>smtps://…[?tls=encrypt]</c>.
/// </summary>
/// <remarks>
/// <c>smtps</c> and <c>tls=required</c> want a trusted certificate of the host's name; <c>tls=encrypt</c> takes any. Without a word about TLS it is used
/// where it is offered.
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

    /// <summary>The destination that its entries share in the queue.</summary>
    public string Destination => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{UrlHost()}:{Port}");

    private string Scheme => Tls is RemoteTls.Implicit or RemoteTls.ImplicitEncrypted ? "smtps" : "smtp";

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
        RemoteTls? wanted = (url.Scheme, url.Query) switch
        {
            ("smtps", "" or "?tls=required") => RemoteTls.Implicit,
            ("smtps", "?tls=encrypt") => RemoteTls.ImplicitEncrypted,
            (_, "") => RemoteTls.Opportunistic,
            (_, "?tls=required") => RemoteTls.Required,
            (_, "?tls=encrypt") => RemoteTls.Encrypted,
            _ => null,
        };
        tls = wanted ?? RemoteTls.Opportunistic;
        return wanted is not null;
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

    private string Write(string userInfo)
    {
        var query = Tls switch
        {
            RemoteTls.Required => "?tls=required",
            RemoteTls.Encrypted or RemoteTls.ImplicitEncrypted => "?tls=encrypt",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{userInfo}{UrlHost()}:{Port}{query}");
    }

    private string UrlHost() => AddressLiteral.TryParse(Host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
        ? $"[{address}]"
        : Host.Trim('[', ']');
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hikyaku.Mail.Certificates;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hikyaku.Tests.Connections;

/// <summary>A server on a free loopback port whose sessions are a delegate.</summary>
internal sealed class ConnectionServer : IAsyncDisposable
{
    private readonly ConnectionTable _table;

    private ConnectionServer(Func<MailConnection, Task> run, ConnectionLimits limits, TimeProvider time, ListenerProtocol protocol)
    {
        Certificates.Replace(NewCertificate("mail.example.test"));
        _table = new ConnectionTable(() => limits, time);
        Server = new MailServer([new SessionFactory(protocol, () => new DelegateSession(run))], _table, Certificates, NullLoggerFactory.Instance);
    }

    public MailServer Server { get; }

    public ConnectionTable Table => _table;

    public CertificateStore Certificates { get; } = new();

    public static async Task<ConnectionServer> Start(
        Func<MailConnection, Task> run, ConnectionLimits? limits = null, TimeProvider? time = null, ListenerProtocol protocol = ListenerProtocol.Imap,
        Func<Listener, Listener>? with = null)
    {
        var listener = new Listener(protocol, new IPEndPoint(IPAddress.Loopback, 0));
        var server = new ConnectionServer(run, limits ?? new ConnectionLimits(), time ?? TimeProvider.System, protocol);
        Assert.Null(await server.Server.Start([with?.Invoke(listener) ?? listener], TestContext.Current.CancellationToken));
        return server;
    }

    public static ServerCertificate NewCertificate(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        return new ServerCertificate(request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200)), []);
    }

    public async Task<Stream> Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Server.Listeners[0].EndPoint, TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task<SslStream> Secure(Stream stream, string name = "mail.example.test")
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name }, TestContext.Current.CancellationToken);
        return tls;
    }

    public static async Task Send(Stream stream, string octets) =>
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(octets), TestContext.Current.CancellationToken);

    /// <summary>Reads to the end of the connection; a reset counts as the end.</summary>
    public static async Task<string> ReadToEnd(Stream stream)
    {
        var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // A reset after the answer.
        }

        return System.Text.Encoding.Latin1.GetString(all.ToArray());
    }

    public static async Task<string> ReadLine(Stream stream)
    {
        var line = new System.Text.StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, TestContext.Current.CancellationToken) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString().TrimEnd('\r');
    }

    public async ValueTask DisposeAsync()
    {
        await Server.Stop(TimeSpan.FromSeconds(5));
        _table.Dispose();
    }

    private sealed class DelegateSession(Func<MailConnection, Task> run) : ISession
    {
        public Task Run(MailConnection connection) => run(connection);
    }
}

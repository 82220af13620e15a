using System.Net;
using System.Text;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Tests.Connections;

public sealed class MailServerTests
{
    [Fact]
    public async Task A_stop_lets_each_session_say_bye()
    {
        var server = await ConnectionServer.Start(SayByeAtTheEnd);
        await using var client = await server.Connect();
        Assert.Equal("hello", await ConnectionServer.ReadLine(client));
        await using var secure = await server.Connect();
        Assert.Equal("hello", await ConnectionServer.ReadLine(secure));
        await ConnectionServer.Send(secure, "STARTTLS\r\n");
        await using var tls = await ConnectionServer.Secure(secure);
        Assert.Equal("hello", await ConnectionServer.ReadLine(tls));
        await server.DisposeAsync();

        Assert.Equal("bye Stopping\r\n", await ConnectionServer.ReadToEnd(client));
        Assert.Equal("bye Stopping\r\n", await ConnectionServer.ReadToEnd(tls));
        Assert.Equal(0, server.Table.Count);
    }

    [Fact]
    public async Task More_connections_than_allowed_are_told_so()
    {
        await using var server = await ConnectionServer.Start(SayByeAtTheEnd, new ConnectionLimits { Total = 1 });
        await using var first = await server.Connect();
        Assert.Equal("hello", await ConnectionServer.ReadLine(first));
        await using var second = await server.Connect();

        Assert.StartsWith("* BYE [UNAVAILABLE]", await ConnectionServer.ReadToEnd(second), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_reply_reaches_a_client_that_still_sends(bool secure)
    {
        await using var server = await ConnectionServer.Start(Refuse, protocol: secure ? ListenerProtocol.Imaps : ListenerProtocol.Imap);
        var plain = await server.Connect();
        await using var client = secure ? await ConnectionServer.Secure(plain) : plain;
        await ConnectionServer.Send(client, "first\r\n" + new string('x', 8 << 20));

        Assert.Equal("refused\r\n", await ConnectionServer.ReadToEnd(client));

        static async Task Refuse(MailConnection connection)
        {
            await new LineReader(connection, 100).ReadLine(Timeout.InfiniteTimeSpan, connection.Closed);
            await connection.Output.WriteAsync("refused\r\n"u8.ToArray());
        }
    }

    [Fact]
    public async Task A_port_in_use_is_reported_and_nothing_stays_open()
    {
        await using var first = await ConnectionServer.Start(SayByeAtTheEnd);
        await using var second = await ConnectionServer.Start(SayByeAtTheEnd);
        var free = new Listener(ListenerProtocol.Imap, new IPEndPoint(IPAddress.Loopback, 0));
        await second.Server.Stop(TimeSpan.Zero);
        var failure = await second.Server.Start([free, first.Server.Listeners[0]], TestContext.Current.CancellationToken);

        Assert.Equal(ListenerProblem.PortInUse, failure?.Problem);
        Assert.Equal(first.Server.Listeners[0].EndPoint, failure?.Listener.EndPoint);
        Assert.Empty(second.Server.Listeners);
    }

    [Fact]
    public async Task Plaintext_sign_in_is_allowed_from_trusted_networks_and_over_tls_only()
    {
        var listener = new Listener(ListenerProtocol.Imap, new IPEndPoint(IPAddress.Loopback, 0), [IPNetwork.Parse("192.0.2.0/24")]);

        Assert.True(listener.AllowsPlaintextAuth(IPAddress.Parse("192.0.2.9")));
        Assert.True(listener.AllowsPlaintextAuth(IPAddress.Parse("::ffff:192.0.2.9")));
        Assert.False(listener.AllowsPlaintextAuth(IPAddress.Parse("192.0.3.9")));
        await Task.CompletedTask;
    }

    private static async Task SayByeAtTheEnd(MailConnection connection)
    {
        var reader = new LineReader(connection, 1000);
        while (true)
        {
            await connection.Output.WriteAsync("hello\r\n"u8.ToArray());
            var line = await reader.ReadLine(TimeSpan.FromMinutes(1), default);
            if (line.Status == ReadStatus.Ok && await connection.StartTls(default))
                continue;

            await connection.Output.WriteAsync(Encoding.Latin1.GetBytes($"bye {line.Status}\r\n"));
            return;
        }
    }
}

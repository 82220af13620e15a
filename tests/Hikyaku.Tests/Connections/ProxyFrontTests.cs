using System.Net;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Connections;

public sealed class ProxyFrontTests
{
    private const string Header = "PROXY TCP4 192.0.2.7 198.51.100.2 40000 25\r\n";

    private static readonly byte[] TlsHeader =
    [
        .. "\r\n\r\n\0\r\nQUIT\n"u8, 0x21, 0x11, 0, 30, 192, 0, 2, 7, 198, 51, 100, 2, 0x9c, 0x40, 0, 25,
        0x20, 0, 15, 1, 0, 0, 0, 0, 0x21, 0, 7, .. "TLSv1.3"u8,
    ];

    [Fact]
    public async Task The_client_is_the_one_that_the_front_names()
    {
        await using var server = await Start();
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, Header);

        Assert.Equal("192.0.2.7:40000 at 198.51.100.2:25, protected: False\r\n", await ConnectionServer.ReadToEnd(client));
    }

    [Fact]
    public async Task A_header_in_single_octets_is_read()
    {
        await using var server = await Start();
        await using var client = await server.Connect();
        foreach (var one in Header)
            await ConnectionServer.Send(client, one.ToString());

        Assert.StartsWith("192.0.2.7:40000 ", await ConnectionServer.ReadToEnd(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_at_the_front_protects_the_client()
    {
        await using var server = await Start();
        await using var client = await server.Connect();
        await client.WriteAsync(TlsHeader, TestContext.Current.CancellationToken);

        Assert.EndsWith("protected: True\r\n", await ConnectionServer.ReadToEnd(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_comes_before_TLS()
    {
        await using var server = await Start(protocol: ListenerProtocol.Imaps);
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, Header);
        await using var tls = await ConnectionServer.Secure(client);

        Assert.StartsWith("192.0.2.7:40000 ", await ConnectionServer.ReadToEnd(tls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EHLO client.example\r\n")]
    [InlineData("PROXY TCP4 nonsense\r\n")]
    public async Task A_front_that_names_nobody_is_not_served(string sent)
    {
        await using var server = await Start();
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, sent);

        Assert.Equal("", await ConnectionServer.ReadToEnd(client));
    }

    [Fact]
    public async Task A_front_that_stays_silent_is_sent_away()
    {
        var time = new FakeTimeProvider();
        await using var server = await Start(time: time);
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, "PROXY ");
        var end = ConnectionServer.ReadToEnd(client);
        while (!end.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(11));
            await Task.Yield();
        }

        Assert.Equal("", await end);
    }

    [Fact]
    public async Task Clients_behind_one_front_have_their_own_limits()
    {
        await using var server = await Start(limits: new ConnectionLimits { PerAddress = 1 }, stays: true);
        await using var first = await server.Connect();
        await ConnectionServer.Send(first, Header);
        Assert.StartsWith("192.0.2.7:", await ConnectionServer.ReadLine(first), StringComparison.Ordinal);
        await using var second = await server.Connect();
        await ConnectionServer.Send(second, Header.Replace("192.0.2.7", "192.0.2.8", StringComparison.Ordinal));
        Assert.StartsWith("192.0.2.8:", await ConnectionServer.ReadLine(second), StringComparison.Ordinal);

        await using var third = await server.Connect();
        await ConnectionServer.Send(third, Header);

        Assert.StartsWith("* BYE [UNAVAILABLE]", await ConnectionServer.ReadToEnd(third), StringComparison.Ordinal);
    }

    private static Task<ConnectionServer> Start(
        ConnectionLimits? limits = null, TimeProvider? time = null, ListenerProtocol protocol = ListenerProtocol.Imap, bool stays = false) =>
        ConnectionServer.Start(
            connection => Tell(connection, stays), limits, time, protocol, listener => listener with { ProxyFrom = [IPNetwork.Parse("127.0.0.0/8")] });

    private static async Task Tell(MailConnection connection, bool stays)
    {
        var text = $"{connection.Remote} at {connection.Local}, protected: {connection.IsTls}\r\n";
        await connection.Output.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), CancellationToken.None);
        if (stays)
            await new LineReader(connection, 1000).ReadLine(TimeSpan.FromMinutes(1), connection.Closed);
    }
}

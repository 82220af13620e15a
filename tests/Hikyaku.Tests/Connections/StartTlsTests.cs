using System.Text;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Tests.Connections;

public sealed class StartTlsTests
{
    [Fact]
    public async Task Lines_pass_before_and_after_the_handshake_through_one_reader()
    {
        await using var server = await ConnectionServer.Start(Echo);
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, "one\r\n");
        Assert.Equal("one plain", await ConnectionServer.ReadLine(client));
        await ConnectionServer.Send(client, "STARTTLS\r\n");
        Assert.Equal("go", await ConnectionServer.ReadLine(client));
        await using var tls = await ConnectionServer.Secure(client);
        await ConnectionServer.Send(tls, "two\r\nQUIT\r\n");

        Assert.Equal("two Tls13 mail.example.test\r\n", await ConnectionServer.ReadToEnd(tls));
    }

    [Theory]
    [InlineData("STARTTLS\r\nNOOP injected\r\n")]
    [InlineData("STARTTLS\r\n\r\n")]
    [InlineData("STARTTLS\r\nE")]
    public async Task Octets_in_the_clear_behind_the_command_end_the_connection(string sent)
    {
        var seen = new List<string>();
        await using var server = await ConnectionServer.Start(connection => Echo(connection, seen));
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, sent);

        Assert.Equal("go\r\n", await ConnectionServer.ReadToEnd(client));
        Assert.Equal(["STARTTLS"], seen);
    }

    [Fact]
    public async Task A_client_that_never_shakes_hands_is_sent_away()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var server = await ConnectionServer.Start(Echo, time: time);
        await using var client = await server.Connect();
        await ConnectionServer.Send(client, "STARTTLS\r\n");
        Assert.Equal("go", await ConnectionServer.ReadLine(client));
        var end = ConnectionServer.ReadToEnd(client);
        while (!end.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(31));
            await Task.Yield();
        }

        Assert.Equal("", await end);
    }

    [Fact]
    public async Task Each_name_gets_its_certificate_and_a_replaced_one_holds_for_the_next_handshake()
    {
        await using var server = await ConnectionServer.Start(Echo, protocol: ListenerProtocol.Imaps);
        server.Certificates.Replace(ConnectionServer.NewCertificate("mail.example.test"), ConnectionServer.NewCertificate("*.other.test"));
        Assert.Equal("CN=mail.example.test", await SubjectFor(server, "unknown.test"));
        Assert.Equal("CN=*.other.test", await SubjectFor(server, "imap.other.test"));

        server.Certificates.Replace(ConnectionServer.NewCertificate("new.example.test"));
        Assert.Equal("CN=new.example.test", await SubjectFor(server, "imap.other.test"));
    }

    private static async Task<string> SubjectFor(ConnectionServer server, string name)
    {
        await using var tls = await ConnectionServer.Secure(await server.Connect(), name);
        return tls.RemoteCertificate!.Subject;
    }

    private static Task Echo(MailConnection connection) => Echo(connection, []);

    private static async Task Echo(MailConnection connection, List<string> seen)
    {
        var reader = new LineReader(connection, 1000);
        while (await reader.ReadLine(TimeSpan.FromMinutes(1), default) is { Status: ReadStatus.Ok } line)
        {
            var text = Encoding.Latin1.GetString(line.Line.Span);
            seen.Add(text);
            if (text == "QUIT")
                return;

            var answer = text == "STARTTLS" ? "go" : $"{text} {connection.Tls?.Protocol.ToString() ?? "plain"} {connection.Tls?.ServerName}".TrimEnd();
            await connection.Output.WriteAsync(Encoding.Latin1.GetBytes(answer + "\r\n"));
            if (text == "STARTTLS" && !await connection.StartTls(default))
                return;
        }
    }
}

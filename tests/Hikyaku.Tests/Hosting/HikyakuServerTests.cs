using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hikyaku.Hosting;
using Hikyaku.Mail.Certificates;
using Hikyaku.Mail.Directory;
using Hikyaku.Protocols.Connections;
using Hikyaku.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Directory = System.IO.Directory;

namespace Hikyaku.Tests.Hosting;

public sealed class HikyakuServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hikyaku-server").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("en", "is ready", "Next:")]
    [InlineData("ja", "準備ができました", "次の一歩")]
    public async Task The_first_start_makes_an_administrator_and_the_second_tells_addresses_only(string language, string ready, string next)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        var first = await StartAndStop();
        var second = await StartAndStop();

        Assert.Contains(ready, first, StringComparison.Ordinal);
        Assert.Contains(next, first, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder, "data", "credentials.txt"), first, StringComparison.Ordinal);
        Assert.Contains(ready, second, StringComparison.Ordinal);
        Assert.DoesNotContain("credentials.txt", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_a_file_gets_no_example_but_the_next_step()
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var read = ConfigurationFile.Parse("""{ "dataFolder": "data", "listeners": [] }"""u8.ToArray(), Path.Combine(_folder, "hikyaku.json"));
        var output = new StringWriter();
        await using var server = new HikyakuServer(read.Configuration!, output, _ => { });
        Assert.Null(await server.Start(Cancellation));

        Assert.Contains("hikyaku domain add", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(await server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().Domains(Cancellation));
        Assert.False(File.Exists(Path.Combine(_folder, "data", "credentials.txt")));
    }

    [Fact]
    public async Task The_credentials_file_has_the_password_for_its_owner_only()
    {
        await using var server = Server(TextWriter.Null);
        Assert.Null(await server.Start(Cancellation));
        var path = Path.Combine(_folder, "data", "credentials.txt");
        var administrator = await server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount("postmaster@example.test", Cancellation);

        Assert.True(administrator?.IsAdministrator);
        Assert.Contains("postmaster@example.test", await File.ReadAllTextAsync(path, Cancellation), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_the_data_folder_is_given_back()
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        await using (var refused = Server(TextWriter.Null, port))
            Assert.Contains($"Port {port} (imap) is in use", (await refused.Start(Cancellation))?.Message, StringComparison.Ordinal);

        await using var server = Server(TextWriter.Null);
        Assert.Null(await server.Start(Cancellation));
    }

    [Fact]
    public async Task A_data_folder_that_another_server_has_is_refused()
    {
        await using var first = Server(TextWriter.Null);
        Assert.Null(await first.Start(Cancellation));
        await using var second = Server(TextWriter.Null);

        Assert.Contains("is in use", (await second.Start(Cancellation))?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hikyaku.db", "en", "is damaged")]
    [InlineData("hikyaku.db", "ja", "壊れています")]
    [InlineData("queue.db", "en", "is damaged")]
    public async Task A_damaged_database_stops_the_start_with_a_sentence(string name, string language, string expected)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        await StartAndStop();
        var file = Path.Combine(_folder, "data", name);
        await File.WriteAllBytesAsync(file, [.. Enumerable.Repeat((byte)0x5a, 8192)], Cancellation);

        StartProblem? problem;
        await using (var server = Server(TextWriter.Null))
            problem = await server.Start(Cancellation);

        Assert.Contains(file, problem?.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_stops_the_start_with_a_sentence()
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        await StartAndStop();
        using (var session = SqliteDatabase.OpenSession(Path.Combine(_folder, "data", "queue.db"), new SqliteOptions("Queue", SqliteSynchronous.Full)))
        {
            session.Run("PRAGMA user_version = 999");
            session.Run("INSERT INTO migrations (number, name, checksum) VALUES (999, 'later', '')");
        }

        StartProblem? problem;
        await using (var server = Server(TextWriter.Null))
            problem = await server.Start(Cancellation);

        Assert.Contains("Install the newer Hikyaku", problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_open_stops_the_start_with_a_sentence()
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "data", "journal"), "in the way", Cancellation);

        StartProblem? problem;
        await using (var server = Server(TextWriter.Null))
            problem = await server.Start(Cancellation);

        Assert.Contains("cannot be opened", problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_without_a_front_is_left_out_and_told()
    {
        var output = new StringWriter();
        await using var server = new HikyakuServer(
            Configuration() with { Listeners = [new Listener(ListenerProtocol.ManageSieve, new IPEndPoint(IPAddress.Loopback, 0))] }, output, _ => { });
        Assert.Null(await server.Start(Cancellation));

        Assert.Contains("managesieve 127.0.0.1:0", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Services.GetRequiredService<MailServer>().Listeners);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_stops_the_start()
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var files = new TlsFiles(Path.Combine(_folder, "none.pem"), Path.Combine(_folder, "none.key"));
        await using var server = new HikyakuServer(Configuration() with { Tls = files }, TextWriter.Null, _ => { });

        Assert.Contains("none.pem", (await server.Start(Cancellation))?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_added_later_comes_into_the_self_signed_certificate()
    {
        await using var server = Server(TextWriter.Null);
        Assert.Null(await server.Start(Cancellation));
        var store = server.Services.GetRequiredService<CertificateStore>();
        using var renewal = new SelfSignedRenewal(
            Configuration(), store, server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>(), server.Services.GetRequiredService<TimeProvider>());
        await server.Services.GetRequiredService<DirectoryEditor>().AddDomain(new NewDomain("later.example"), Actor.System, Cancellation);
        await renewal.Check();

        Assert.Contains("later.example", store.Default.Names);
        Assert.Contains("mail.example.test", store.Default.Names);
    }

    [Fact]
    public async Task A_first_start_that_fails_still_tells_where_the_password_is()
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        await using var server = Server(TextWriter.Null, ((IPEndPoint)other.LocalEndPoint!).Port);

        Assert.Contains("credentials.txt", (await server.Start(Cancellation))?.Message, StringComparison.Ordinal);
    }

    private async Task<string> StartAndStop()
    {
        var output = new StringWriter();
        await using var server = Server(output);
        Assert.Null(await server.Start(Cancellation));
        return output.ToString();
    }

    private HikyakuServer Server(TextWriter output, int port = 0) => new(
        Configuration() with { Listeners = [new Listener(ListenerProtocol.Imap, new IPEndPoint(IPAddress.Loopback, port))] },
        output, services => services.AddSession<Greeter>(ListenerProtocol.Imap));

    private Configuration Configuration() => new()
    {
        HostName = "mail.example.test",
        DataFolder = Path.Combine(_folder, "data"),
        Listeners = [],
    };

    private sealed class Greeter : ISession
    {
        public async Task Run(MailConnection connection) => await connection.Output.WriteAsync("* OK mail.example.test\r\n"u8.ToArray());
    }
}

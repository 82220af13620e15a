using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hikyaku.Hosting;
using Hikyaku.Hosting.Doctor;
using Hikyaku.Mail.Certificates;
using Hikyaku.Protocols.Connections;
using Hikyaku.Storage.Sqlite;
using Directory = System.IO.Directory;

namespace Hikyaku.Tests.Hosting.Doctor;

public sealed class DoctorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hikyaku-doctor").FullName;

    public DoctorTests() => CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Ports_of_the_running_server_are_well_and_its_process_is_named()
    {
        var configuration = Configuration(Listener(ListenerProtocol.Smtp), Listener(ListenerProtocol.Imap), Listener(ListenerProtocol.Imaps), Listener(ListenerProtocol.Pop3), Listener(ListenerProtocol.Metrics));
        await using var server = new HikyakuServer(configuration, TextWriter.Null, _ => { });
        Assert.Null(await server.Start(Cancellation));
        var ports = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<MailServer>(server.Services).Listeners;
        var findings = await Examine(configuration with { Listeners = [.. ports] });

        Assert.Equal(5, findings.Count(finding => finding is { Area: "ports", State: FindingState.Ok } && finding.Text.Contains("served by Hikyaku", StringComparison.Ordinal)));
        Assert.Contains(findings, finding => finding is { Area: "data", State: FindingState.Ok } && finding.Text.Contains($"Process {Environment.ProcessId} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_of_another_program_fails()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var listener = new Listener(ListenerProtocol.Imap, (IPEndPoint)other.LocalEndPoint!);
        var finding = await PortCheck.Run(listener, isRunning: false, Cancellation);

        Assert.Equal(FindingState.Fail, finding.State);
        Assert.StartsWith($"Port {listener.EndPoint.Port} (imap) is in use", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_of_another_program_fails_also_while_the_server_runs()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var greeting = Greet(other, "220 mx.other.example ESMTP\r\n"u8.ToArray());
        var finding = await PortCheck.Run(new Listener(ListenerProtocol.Smtp, (IPEndPoint)other.LocalEndpoint), isRunning: true, Cancellation);
        await greeting;

        Assert.Equal(FindingState.Fail, finding.State);
    }

    [Fact]
    public async Task A_free_port_is_well()
    {
        var finding = await PortCheck.Run(Listener(ListenerProtocol.Imap), isRunning: false, Cancellation);

        Assert.Equal(FindingState.Ok, finding.State);
        Assert.Contains("is free", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_fails()
    {
        var finding = await PortCheck.Run(new Listener(ListenerProtocol.Imap, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0)), isRunning: false, Cancellation);

        Assert.Equal(FindingState.Fail, finding.State);
        Assert.Contains("no such address", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_newer_version_fails()
    {
        var configuration = Configuration(Listener(ListenerProtocol.Imap));
        await using (var server = new HikyakuServer(configuration, TextWriter.Null, _ => { }))
            Assert.Null(await server.Start(Cancellation));
        MakeNewer(Path.Combine(Data, "hikyaku.db"));

        Assert.Contains(await Examine(configuration), finding => finding is { Area: "data", State: FindingState.Fail } && finding.Text.Contains("newer Hikyaku", StringComparison.Ordinal));
        await using var again = new HikyakuServer(configuration, TextWriter.Null, _ => { });
        Assert.Contains("newer Hikyaku", (await again.Start(Cancellation))?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_is_a_file_fails()
    {
        File.WriteAllText(Data, "");
        var finding = Assert.Single(DataFolderCheck.Run(Configuration()));

        Assert.Equal(FindingState.Fail, finding.State);
        Assert.Contains(Data, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_before_the_first_start_changes_nothing()
    {
        var findings = await Examine(Configuration(Listener(ListenerProtocol.Imap)));

        Assert.Contains(findings, finding => finding is { Area: "data", State: FindingState.Warn } && finding.Text.Contains(Data, StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Area == "dns");
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_look_at_an_empty_folder_leaves_it_empty()
    {
        Directory.CreateDirectory(Data);

        await Examine(Configuration(Listener(ListenerProtocol.Imap)));

        Assert.Empty(Directory.GetFileSystemEntries(Data));
    }

    [Fact]
    public void A_data_folder_of_ours_alone_is_well()
    {
        Assert.Null(Hikyaku.Hosting.DataFolder.Create(Data));

        Assert.DoesNotContain(DataFolderCheck.Run(Configuration()), finding => finding.State == FindingState.Fail || finding.Text.Contains("chmod", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1 << 20, FindingState.Fail)]
    [InlineData(100 << 20, FindingState.Warn)]
    [InlineData(1 << 30, FindingState.Ok)]
    internal void Room_is_enough_scarce_or_too_little(long free, FindingState state) =>
        Assert.Equal(state, DataFolderCheck.Room(Data, free).State);

    [Fact]
    public void A_data_folder_that_others_may_read_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such rights.");
            return;
        }

        Directory.CreateDirectory(Data);
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        Assert.Contains(DataFolderCheck.Run(Configuration()), finding => finding.State == FindingState.Warn && finding.Text.Contains("chmod 700", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mail.example.test", 0, FindingState.Ok)]
    [InlineData("mail.example.test", 390, FindingState.Warn)]
    [InlineData("mail.example.test", 400, FindingState.Fail)]
    [InlineData("other.example.test", 0, FindingState.Fail)]
    internal void A_certificate_must_last_and_have_the_host_name(string host, int daysLater, FindingState worst)
    {
        SelfSignedCertificate.Open(_folder, ["mail.example.test"], Now);
        var configuration = Configuration() with { HostName = host, Tls = new TlsFiles(Crt, Key) };
        var findings = CertificateCheck.Run(configuration, Now.AddDays(daysLater)).SkipLast(1);

        Assert.Equal(worst, findings.Max(finding => finding.State));
    }

    [Fact]
    public void A_key_of_another_certificate_fails()
    {
        SelfSignedCertificate.Open(_folder, ["mail.example.test"], Now);
        var others = Path.Combine(_folder, "other");
        SelfSignedCertificate.Open(others, ["mail.example.test"], Now);
        var key = Path.Combine(others, "self-signed.key");
        var finding = Assert.Single(CertificateCheck.Run(Configuration() with { Tls = new TlsFiles(Crt, key) }, Now));

        Assert.Equal(FindingState.Fail, finding.State);
        Assert.Contains($"{key} holds no private key that fits the certificate {Crt}", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_signed_certificate_is_told()
    {
        var finding = Assert.Single(CertificateCheck.Run(Configuration(), Now));

        Assert.Equal(FindingState.Warn, finding.State);
        Assert.Contains("self-signed", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_file_that_is_missing_fails() =>
        Assert.Equal(FindingState.Fail, Assert.Single(CertificateCheck.Run(Configuration() with { Tls = new TlsFiles(Crt, Key) }, Now)).State);

    [Fact]
    public void A_clock_before_the_program_was_made_fails() => Assert.Equal(FindingState.Fail, ClockCheck.Run(DateTimeOffset.UnixEpoch).State);

    [Fact]
    public void A_clock_that_is_decades_ahead_fails() => Assert.Equal(FindingState.Fail, ClockCheck.Run(Now.AddYears(30)).State);

    [Fact]
    public void A_clock_of_today_is_well() => Assert.Equal(FindingState.Ok, ClockCheck.Run(Now).State);

    private string Crt => Path.Combine(_folder, "self-signed.crt");

    private string Key => Path.Combine(_folder, "self-signed.key");

    private static Listener Listener(ListenerProtocol protocol) => new(protocol, new IPEndPoint(IPAddress.Loopback, 0));

    private static async Task<IReadOnlyList<Finding>> Examine(Configuration configuration) => await Examination.Run(configuration, Cancellation);

    private static async Task Greet(TcpListener listener, byte[] greeting)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await client.GetStream().WriteAsync(greeting, Cancellation);
    }

    private static void MakeNewer(string database)
    {
        using var session = SqliteDatabase.OpenSession(database, new SqliteOptions("hikyaku", SqliteSynchronous.Full));
        session.Run("INSERT INTO migrations VALUES (9999, 'later', ''); PRAGMA user_version = 9999");
    }

    private Configuration Configuration(params Listener[] listeners) => new()
    {
        HostName = "mail.example.test",
        DataFolder = Data,
        Listeners = [.. listeners],
    };
}

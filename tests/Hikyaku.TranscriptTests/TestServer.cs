using System.Collections.Immutable;
using System.Net;
using System.Text;
using Hikyaku.Hosting;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;
using Directory = System.IO.Directory;

namespace Hikyaku.TranscriptTests;

/// <summary>A whole server in this process: free loopback ports, its own data folder, and whatever the test puts in place of the outside world.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly HikyakuServer _server;
    private readonly StringWriter _output = new();

    private TestServer(string folder, bool plaintextAuth, Func<Listener, Listener> listener, Action<IServiceCollection> configure)
    {
        Folder = folder;
        var networks = plaintextAuth ? ImmutableArray.Create(IPNetwork.Parse("127.0.0.0/8")) : [];
        var configuration = new Configuration
        {
            HostName = "mail.example.test",
            DataFolder = Path.Combine(folder, "data"),
            MakesExample = false,
            Listeners =
            [
                .. Enum.GetValues<ListenerProtocol>().TakeWhile(protocol => protocol != ListenerProtocol.ManageSieve).Append(ListenerProtocol.Metrics)
                    .Select(protocol => listener(new Listener(protocol, new IPEndPoint(IPAddress.Loopback, 0), networks))),
            ],
        };
        _server = new HikyakuServer(configuration, _output, configure);
    }

    /// <summary>A temporary folder that goes away with the server.</summary>
    public string Folder { get; }

    public IServiceProvider Services => _server.Services;

    /// <summary>What the operator was told.</summary>
    public string Output => _output.ToString();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a server with no domains.</summary>
    /// <param name="time">The clock, or null for the real one.</param>
    /// <param name="plaintextAuth">Passwords may pass without TLS.</param>
    /// <param name="configure">Replaces services, such as the DNS.</param>
    /// <param name="listener">What else a listener's configuration says.</param>
    public static async Task<TestServer> Start(
        TimeProvider? time = null, bool plaintextAuth = false, Action<IServiceCollection>? configure = null, Func<Listener, Listener>? listener = null)
    {
        // As Program does: the encodings of mail other than Unicode.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var folder = Directory.CreateTempSubdirectory("hikyaku-test").FullName;
        var server = new TestServer(folder, plaintextAuth, listener ?? (plain => plain), services =>
        {
            services.AddSingleton(time ?? TimeProvider.System);
            configure?.Invoke(services);
        });
        Assert.Null(await server._server.Start(Cancellation));
        return server;
    }

    public IPEndPoint EndPoint(ListenerProtocol protocol) =>
        Services.GetRequiredService<MailServer>().Listeners.Single(listener => listener.Protocol == protocol).EndPoint;

    /// <summary>Whether the front of a protocol is there.</summary>
    public bool Serves(ListenerProtocol protocol) => Services.GetRequiredService<MailServer>().Serves(protocol);

    /// <summary>Makes an account, and its domain when that is missing.</summary>
    public async Task<Account> AddAccount(string address, string password, long quotaBytes = 0, long quotaMessages = 0)
    {
        var editor = Services.GetRequiredService<DirectoryEditor>();
        var domain = address[(address.LastIndexOf('@') + 1)..];
        if (await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindDomain(domain, Cancellation) is null)
            await AddDomain(domain);
        return Done(await editor.AddAccount(new NewAccount { Address = address, PasswordHash = "{PLAIN}" + password, QuotaBytes = quotaBytes, QuotaMessages = quotaMessages }, Actor.System, Cancellation));
    }

    /// <summary>Gives an account another style of mailbox names.</summary>
    public async Task SetNamespace(string address, NamespaceStyle style)
    {
        var account = await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, Cancellation);
        Done(await Services.GetRequiredService<DirectoryEditor>().ChangeAccount(account!.Id, new AccountChange { Namespace = style }, Actor.System, Cancellation));
    }

    public async Task<Domain> AddDomain(string name) =>
        Done(await Services.GetRequiredService<DirectoryEditor>().AddDomain(new NewDomain(name), Actor.System, Cancellation));

    public async Task AddAliasDomain(string domain, string alias)
    {
        var real = await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindDomain(domain, Cancellation);
        Done(await Services.GetRequiredService<DirectoryEditor>().AddAliasDomain(real!.Id, alias, Actor.System, Cancellation));
    }

    public async Task AddAlias(string address, params string[] targets) =>
        Done(await Services.GetRequiredService<DirectoryEditor>().AddAlias(address, targets, Actor.System, Cancellation));

    /// <summary>Makes a mailbox of an account; <c>Sent</c> is for sent mail.</summary>
    public async Task AddMailbox(string address, string name)
    {
        var account = await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, Cancellation);
        var opened = await Services.GetRequiredService<Mailstore>().Open(account!.Id, Cancellation);
        await opened.Create(name, SpecialUse.None, Cancellation);
    }

    /// <summary>Changes an account.</summary>
    public async Task Change(string address, AccountChange change)
    {
        var account = await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, Cancellation);
        Done(await Services.GetRequiredService<DirectoryEditor>().ChangeAccount(account!.Id, change, Actor.System, Cancellation));
    }

    /// <summary>Makes an account an administrator of everything.</summary>
    public async Task Promote(string address)
    {
        var account = await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, Cancellation);
        Done(await Services.GetRequiredService<DirectoryEditor>().Grant(account!.Id, null, Actor.System, Cancellation));
    }

    /// <summary>Changes a domain.</summary>
    public async Task ChangeDomain(string name, DomainChange change)
    {
        var domain = await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindDomain(name, Cancellation);
        Done(await Services.GetRequiredService<DirectoryEditor>().ChangeDomain(domain!.Id, change, Actor.System, Cancellation));
    }

    /// <summary>Puts a message into an account's INBOX.</summary>
    public async Task Append(string address, byte[] octets)
    {
        var account = await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, Cancellation);
        var store = Services.GetRequiredService<Mailstore>();
        var mail = await store.Open(account!.Id, Cancellation);
        await using var writer = store.CreateMessage();
        writer.Write(octets);
        await using var content = await writer.Complete(0);
        var message = new AppendMessage(content, MessageFlags.None, [], Services.GetRequiredService<TimeProvider>().GetUtcNow());
        await mail.Append(mail.Find("INBOX")!.Id, [message], 0, 0, Cancellation);
    }

    public async Task Set(string key, string value) =>
        Done(await Services.GetRequiredService<Settings>().Set(key, value, Actor.System, Cancellation));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static T Done<T>(DirectoryChange<T> change) => change switch
    {
        DirectoryChange<T>.Done(var value) => value,
        DirectoryChange<T>.Refused(var refusal) => throw new InvalidOperationException(refusal.ToString()),
        _ => throw new InvalidOperationException("An outcome that this code does not know."),
    };
}

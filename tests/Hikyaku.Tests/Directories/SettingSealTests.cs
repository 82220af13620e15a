using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Settings;
using Hikyaku.Storage;

namespace Hikyaku.Tests.Directories;

public sealed class SettingSealTests : IDisposable
{
    private const string Route = "*=smtp://user:s3cret@relay.example:25";
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly MemoryDirectoryStorage _storage = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Kept => _storage.LoadSettings()["queue.routes"];

    [Fact]
    public async Task A_password_is_kept_sealed_and_read_again()
    {
        await Open(Key).Set("queue.routes", Route, Actor.System, Cancellation);

        Assert.StartsWith("sealed:1:", Kept, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Kept, StringComparison.Ordinal);
        Assert.Equal("s3cret", Open(Key).Get(QueueSettings.Routes).All["*"].Hosts[0].Credentials!.Password);
    }

    [Fact]
    public async Task What_holds_no_secret_stays_readable()
    {
        await Open(Key).Set("queue.expiry", "3d", Actor.System, Cancellation);

        Assert.Equal("3d", _storage.LoadSettings()["queue.expiry"]);
    }

    [Fact]
    public async Task What_was_kept_in_clear_is_sealed_at_the_start()
    {
        await Open(null).Set("queue.routes", Route, Actor.System, Cancellation);
        Assert.Equal(Route, Kept);

        var settings = Open(Key);
        await new SettingSealing(settings).Start(Cancellation);

        Assert.StartsWith("sealed:1:", Kept, StringComparison.Ordinal);
        Assert.Equal(settings.Get(QueueSettings.Routes).ToText(), Open(Key).Get(QueueSettings.Routes).ToText());
    }

    [Fact]
    public async Task Another_key_is_told_instead_of_routes_being_forgotten()
    {
        await Open(Key).Set("queue.routes", Route, Actor.System, Cancellation);

        Assert.Equal("queue.routes", Assert.Throws<SettingSealedException>(() => Open(new byte[32])).Name);
    }

    [Fact]
    public void A_value_opens_under_its_own_name_only()
    {
        var seal = new SettingSeal(() => Key);
        var kept = seal.Seal("one", "text");

        Assert.Equal("text", seal.Open("one", kept));
        Assert.NotEqual(kept, seal.Seal("one", "text"));
        Assert.Throws<SettingSealedException>(() => seal.Open("two", kept));
        Assert.Throws<SettingSealedException>(() => seal.Open("one", "sealed:1:AAAA"));
        Assert.Throws<SettingSealedException>(() => seal.Open("one", "sealed:1:?"));
    }

    [Fact]
    public void The_key_is_made_once_for_its_owner_only()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("seal");
        try
        {
            var path = Path.Combine(folder.FullName, "keys", "settings.key");
            var key = SettingKeyFile.Open(path);

            Assert.Equal(32, key.Length);
            Assert.Equal(key, SettingKeyFile.Open(path));
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
            File.WriteAllText(path, "short");
            Assert.Throws<IOException>(() => SettingKeyFile.Open(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Dispose() => _storage.Dispose();

    private Settings Open(byte[]? key) => new(
        [SettingGroup.Of(typeof(QueueSettings)), SettingGroup.Of(typeof(RoutingSettings))], _storage, TimeProvider.System, key is null ? null : new SettingSeal(() => key));
}

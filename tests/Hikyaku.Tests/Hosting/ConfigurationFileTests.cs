using System.Globalization;
using System.Text;
using Hikyaku.Hosting;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Tests.Hosting;

public sealed class ConfigurationFileTests
{
    private const string Path = "/etc/hikyaku/hikyaku.json";

    [Fact]
    public void A_whole_file_is_read_and_relative_paths_start_at_its_folder()
    {
        var configuration = Parse("""
            { "hostName": "Mail.Example.Test", "dataFolder": "../data", "tls": { "certificate": "cert.pem", "key": "/keys/key.pem" },
              // a comment
              "listeners": [ { "protocol": "smtp", "endpoint": "0.0.0.0:25", "proxyFrom": ["192.0.2.10/32"], "xclientFrom": ["2001:db8::/64"] }, { "protocol": "imaps", "endpoint": "[::]:993", "allowPlaintextAuth": ["127.0.0.0/8"] } ] }
            """).Configuration!;

        Assert.Equal("mail.example.test", configuration.HostName);
        Assert.Equal("/etc/data", configuration.DataFolder);
        Assert.Equal(new TlsFiles("/etc/hikyaku/cert.pem", "/keys/key.pem"), configuration.Tls);
        Assert.Equal(["smtp 0.0.0.0:25", "imaps [::]:993"], configuration.Listeners.Select(listener => listener.ToString()));
        Assert.Equal("192.0.2.10/32", Assert.Single(configuration.Listeners[0].ProxyFrom).ToString());
        Assert.Equal("2001:db8::/64", Assert.Single(configuration.Listeners[0].XclientFrom).ToString());
        Assert.Single(configuration.Listeners[1].AllowPlaintextAuth);
    }

    [Fact]
    public void What_the_file_leaves_out_has_defaults_on_loopback()
    {
        var configuration = Parse("{}").Configuration!;

        Assert.Equal("/etc/hikyaku/hikyaku-data", configuration.DataFolder);
        Assert.All(configuration.Listeners, listener => Assert.True(System.Net.IPAddress.IsLoopback(listener.EndPoint.Address) && listener.EndPoint.Port > 1024));
        Assert.Equal(Enum.GetValues<ListenerProtocol>().TakeWhile(protocol => protocol != ListenerProtocol.ManageSieve), configuration.Listeners.Select(listener => listener.Protocol));
    }

    [Theory]
    [InlineData("""{ "hostname": "a.test" }""", "hostname", "hostName, dataFolder, tls, listeners")]
    [InlineData("""{ "hostName": 5 }""", "hostName", "quotation marks")]
    [InlineData("""{ "hostName": "a b" }""", "hostName", "a b")]
    [InlineData("""{ "tls": { "key": "k.pem" } }""", "tls", "certificate")]
    [InlineData("""{ "listeners": {} }""", "listeners", "list")]
    [InlineData("""{ "listeners": [ 1 ] }""", "listeners[0]", "protocol, endpoint")]
    [InlineData("""{ "listeners": [ { "protocol": "gopher", "endpoint": "0.0.0.0:70" } ] }""", "listeners[0].protocol", "\"gopher\"")]
    [InlineData("""{ "listeners": [ { "protocol": "3", "endpoint": "0.0.0.0:70" } ] }""", "listeners[0].protocol", "\"3\"")]
    [InlineData("""{ "listeners": [ { "protocol": "metrics", "endpoint": "0.0.0.0:9100" } ] }""", "listeners[0].endpoint", "127.0.0.1:9100")]
    [InlineData("""{ "listeners": [ { "protocol": "smtp", "endpoint": "25" } ] }""", "listeners[0].endpoint", "0.0.0.0:25")]
    [InlineData("""{ "listeners": [ { "protocol": "smtp", "endpoint": "0.0.0.0:25" }, { "protocol": "imap", "endpoint": "0.0.0.0:25" } ] }""", "listeners[1].endpoint", "smtp")]
    [InlineData("""{ "listeners": [ { "protocol": "imap", "endpoint": "0.0.0.0:143", "allowPlaintextAuth": ["all"] } ] }""", "listeners[0].allowPlaintextAuth", "\"all\"")]
    public void A_wrong_key_is_named_with_what_is_allowed(string json, string key, string says)
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var problem = Assert.Single(Parse(json).Problems);

        Assert.Equal($"{Path}: {key}", problem.Place);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_json_is_reported_with_line_and_column()
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var problem = Assert.Single(Parse("{\n  \"hostName\": \"a.test\"\n  \"dataFolder\": \"x\"\n}").Problems);

        Assert.Contains("line 3", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once() =>
        Assert.Equal(2, Parse("""{ "hostname": "a", "dataFolder": 1 }""").Problems.Count);

    private static ConfigurationResult Parse(string json) => ConfigurationFile.Parse(Encoding.UTF8.GetBytes(json), Path);
}

using System.Net;

namespace Hikyaku.InteropTests.ContentFilters;

/// <summary>Rspamd, by HTTP and as a milter, on its own test patterns.</summary>
public sealed class RspamdTests(RealServer server) : IClassFixture<RealServer>
{
    private const string Pattern = "JS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    [Fact]
    public async Task Spam_is_refused_and_what_looks_like_it_is_marked()
    {
        server.Need("smtp", "imap");
        var ports = FreePort.Take(2);
        var (http, milter) = (ports[0], ports[1]);
        await using var rspamd = await FilterProgram.Start("rspamd", new IPEndPoint(IPAddress.Loopback, http), "-f", "-i", "-c", await Configure(http, milter));

        await Check("rspamd", http);
        await Check("milter", milter);
    }

    private async Task Check(string kind, int port)
    {
        await server.Command("", "content-filter", "add", "spam", kind, $"inet:127.0.0.1:{port}", "--timeout", "1m");

        var (_, refused) = await FilteredMail.Receive(server, $"bad {kind}", $"text\n\nX{Pattern}");
        var (marked, dialogue) = await FilteredMail.Receive(server, $"odd {kind}", $"text\n\nY{Pattern}");
        var (clean, _) = await FilteredMail.Receive(server, $"good {kind}", "text");

        Assert.Contains(" 5.7.1 ", refused, StringComparison.Ordinal);
        Assert.True(marked == 0, dialogue);
        Assert.Equal(0, clean);
        Assert.Contains("X-Spam", await Odd(kind), StringComparison.Ordinal);
        Assert.DoesNotContain("X-Spam", await FilteredMail.Find(server, $"good {kind}"), StringComparison.Ordinal);
    }

    // Over HTTP the action says where it belongs; a milter only adds a field.
    private async Task<string> Odd(string kind)
    {
        var junk = await FilteredMail.Find(server, $"odd {kind}", "Junk");
        return junk.Length > 0 ? junk : await FilteredMail.Find(server, $"odd {kind}");
    }

    private async Task<string> Configure(int http, int milter)
    {
        var folder = Directory.CreateDirectory(Path.Combine(server.Folder, "rspamd")).FullName;
        var config = Path.Combine(folder, "rspamd.conf");
        await File.WriteAllTextAsync(config, $$"""
            options {
              pidfile = "{{folder}}/rspamd.pid";
              filters = "";
              dns { timeout = 1s; retransmits = 1; nameserver = ["127.0.0.1:1"]; }
              gtube_patterns = "all";
              enable_test_patterns = true;
              hs_cache_dir = "{{folder}}";
              control_socket = "{{folder}}/control.sock mode=0600";
            }
            logging { type = "console"; level = "error"; }
            actions { reject = 15; add_header = 6; greylist = 4; }
            worker "normal" { bind_socket = "127.0.0.1:{{http}}"; count = 1; }
            worker "rspamd_proxy" {
              bind_socket = "127.0.0.1:{{milter}}"; count = 1; milter = yes; timeout = 20s; spam_header = "X-Spam";
              upstream "local" { self_scan = yes; default = yes; }
            }
            """, TestContext.Current.CancellationToken);
        return config;
    }
}

using System.Text.Json;

namespace Hikyaku.InteropTests.Protection;

/// <summary>Mail that leaves the server under DANE and MTA-STS, over a real DNS with DNSSEC and real web servers.</summary>
public sealed class ProtectionTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("right", "verified by DANE")]
    [InlineData("insecure", "not verified")]
    [InlineData("sts", ", verified")]
    [InlineData("testing", "not verified")]
    public async Task Mail_goes_out_as_its_domain_wants(string name, string tls)
    {
        var subject = "protected " + Guid.NewGuid().ToString("N");
        await Mailbox.Submit(world.Server, RealServer.Alice, subject, $"a@{name}.example");

        var mail = await Taken(subject);

        Assert.True(mail.IsTls);
        Assert.Contains(tls, await Traced($"a@{name}.example", "delivered"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", "not the one that is named")]
    [InlineData("bogus", "no valid answer for the TLSA records")]
    [InlineData("forged", "The DNS gave no answer")]
    [InlineData("other", "RemoteCertificateNameMismatch")]
    public async Task Mail_waits_where_the_host_does_not_prove_itself(string name, string reason)
    {
        await Mailbox.Submit(world.Server, RealServer.Alice, "waits " + name, $"a@{name}.example");

        Assert.Contains(reason, await Traced($"a@{name}.example", "deferred"), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Sink.Taken, m => m.To.Contains($"a@{name}.example"));
    }

    [Theory]
    [InlineData("right", "dane")]
    [InlineData("sts", "required")]
    [InlineData("testing", "opportunistic")]
    public async Task A_test_tells_what_holds_for_a_domain(string name, string tls)
    {
        using var found = JsonDocument.Parse(await world.Server.Command("", "tls", "test", $"{name}.example", "--json"));

        var host = Assert.Single(found.RootElement.GetProperty("hosts").EnumerateArray());
        Assert.Equal(($"mx.{name}.example", tls), (host.GetProperty("name").GetString(), host.GetProperty("tls").GetString()));
    }

    private async Task<TakenMail> Taken(string subject)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (world.Sink.Taken.FirstOrDefault(m => m.Subject == subject) is { } mail)
                return mail;
            await Task.Delay(20, limit.Token);
        }
    }

    // The event of that kind about a recipient, as soon as there is one.
    private async Task<string> Traced(string recipient, string kind)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var list = JsonDocument.Parse(await world.Server.Command("", "trace", "--recipient", recipient, "--json"));
            foreach (var message in list.RootElement.EnumerateArray())
            {
                using var shown = JsonDocument.Parse(await world.Server.Command("", "trace", "show", message.GetProperty("id").GetString()!, "--json"));
                foreach (var entry in Events(shown.RootElement))
                {
                    if (entry.GetProperty("kind").GetString() == kind)
                        return $"{entry.GetProperty("status")} {entry.GetProperty("detail")}";
                }
            }

            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static IEnumerable<JsonElement> Events(JsonElement shown) => shown.GetProperty("events").EnumerateArray();
}

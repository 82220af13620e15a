using System.Collections.Concurrent;
using System.Text.Json;

namespace Hikyaku.InteropTests;

/// <summary>
/// The server is killed every few hundred milliseconds under load while the host it sends to stalls, resets, lies and speaks garbage. In the end every
/// accepted message was taken by that host or is bounced, and it is counted.
/// </summary>
public sealed class ChaosTests(RealServer server) : IClassFixture<RealServer>
{
    private const int Kills = 8;
    private const int Senders = 4;
    private const int MessagesPerRun = 12;
    private const int DeliveriesAtOnce = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    // A host that failed often rests for a minute and more before it is asked again.
    private static readonly TimeSpan Drain = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Every_accepted_message_is_delivered_or_bounced_once_whatever_happens()
    {
        await using var host = new HostileHost();
        await server.Command("", "setting", "set", "queue.retrySchedule", "1s");
        await server.Command("", "route", "set", "*", host.Url);
        var accepted = new ConcurrentDictionary<string, string[]>();
        for (var run = 0; run < Kills; run++)
        {
            using var killed = new CancellationTokenSource();
            var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendUntilItDies(accepted, killed.Token))).ToArray();
            await Load(accepted, accepted.Count + MessagesPerRun);
            await server.Command("", "queue", "retry", "--all");
            await Task.Delay(run * 137 % 400, TestContext.Current.CancellationToken);
            await server.Kill();
            host.NextRun();
            await killed.CancelAsync();
            await Task.WhenAll(senders);
            await server.Start();
        }

        host.Calm();
        await EmptyQueue();
        Assert.NotEmpty(accepted);
        Assert.NotEmpty(host.Misdeeds);
        await Judge(host, accepted);
    }

    // A kill comes behind the first messages of each run: a slow machine needs longer for those than for all others.
    private static async Task Load(ConcurrentDictionary<string, string[]> accepted, int goal)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (accepted.Count < goal)
            await Task.Delay(20, limit.Token);
    }

    private async Task Judge(HostileHost host, ConcurrentDictionary<string, string[]> accepted)
    {
        var taken = host.Taken.ToLookup(t => (t.Subject, t.Recipient));
        var reports = await Mailbox.All(server, RealServer.Alice);
        var told = reports.Select(report => report.ToString()).ToList();
        foreach (var (subject, recipients) in accepted)
        {
            foreach (var recipient in recipients)
            {
                var copies = taken[(subject, recipient)].ToList();
                var bounces = told.Count(text => text.Contains($"Final-Recipient: rfc822; {recipient}", StringComparison.OrdinalIgnoreCase));
                if (recipient.StartsWith("no-", StringComparison.Ordinal))
                {
                    Assert.Empty(copies);
                    Assert.True(bounces == 1, $"{recipient}: {bounces} reports");
                }
                else
                {
                    Assert.True(copies.Count > 0 && bounces == 0, $"{subject} to {recipient}: {copies.Count} copies, {bounces} reports {told.Find(text => text.Contains("Final-Recipient: rfc822; " + recipient, StringComparison.Ordinal))}");
                    // A second copy comes only behind an answer that the server cannot have had whole: this host broke it, or the kill did.
                    Assert.All(copies.Where(copy => copy.IsAnswered).GroupBy(copy => copy.Run), group => Assert.Single(group));
                }
            }
        }

        var doubled = taken.Sum(group => group.Where(copy => copy.IsAnswered).Skip(1).Count());
        Assert.InRange(doubled, 0, Kills * DeliveriesAtOnce);
    }

    private async Task EmptyQueue()
    {
        using var limit = new CancellationTokenSource(Drain);
        while (JsonDocument.Parse(await server.Command("", "queue", "list", "--json")).RootElement.GetArrayLength() > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await server.Command("", "queue", "retry", "--all");
        }
    }

    private async Task SendUntilItDies(ConcurrentDictionary<string, string[]> accepted, CancellationToken killed)
    {
        try
        {
            for (var i = 0; !killed.IsCancellationRequested; i++)
            {
                var name = Guid.NewGuid().ToString("N");
                string[] recipients = (i % 3) switch
                {
                    0 => [$"yes-{name}@far.example"],
                    1 => [$"no-{name}@far.example"],
                    _ => [$"yes-{name}@far.example", $"no-{name}@far.example"],
                };
                await Mailbox.Submit(server, RealServer.Alice, name, recipients);
                accepted[name] = recipients;
            }
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or MailKit.ProtocolException or MailKit.ServiceNotConnectedException or OperationCanceledException
            or MailKit.Security.SslHandshakeException)
        {
            // The server was killed: this message may have been taken or not.
        }
    }
}

using System.Collections.Concurrent;

namespace Hikyaku.InteropTests;

/// <summary>The program is killed again and again while mail goes through it.</summary>
public sealed class OutboundCrashTests(RealServer server) : IClassFixture<RealServer>
{
    private const int Kills = 5;
    private const int Senders = 4;
    private const int DeliveriesAtOnce = 5;
    private const int MessagesPerRun = 25;

    [Fact]
    public async Task Every_accepted_message_goes_out_once_however_often_the_server_is_killed()
    {
        await using var sink = new MailSink();
        await server.Command("", "route", "set", "*", sink.Url);
        var accepted = new ConcurrentQueue<string>();
        var lastConnectionOfRun = new List<int>();
        for (var run = 0; run < Kills; run++)
        {
            var goal = accepted.Count + MessagesPerRun;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendUntilItDies(accepted, goal, reached))).ToArray();
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            await server.Kill();
            await Task.WhenAll(senders);
            lastConnectionOfRun.Add(sink.Connections);
            await server.Start();
        }

        var missing = accepted.ToHashSet();
        while (missing.Count > 0)
            missing.Remove((await sink.Next()).Subject);

        var copies = sink.Taken.GroupBy(m => m.Subject).Where(g => g.Count() > 1).ToArray();
        // A kill between the sink's 250 and the note of it makes a double, and nothing else does.
        Assert.All(copies, g => Assert.Equal(g.Count(), g.Select(m => lastConnectionOfRun.Count(last => last < m.Connection)).Distinct().Count()));
        Assert.InRange(copies.Sum(g => g.Count() - 1), 0, Kills * DeliveriesAtOnce);
    }

    [Fact]
    public async Task What_waits_for_a_domain_that_moves_here_is_delivered_once_however_often_the_server_is_killed()
    {
        await using var sink = new MailSink { Script = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "450 4.2.1 come back later" : null };
        await server.Command("", "route", "set", "*", sink.Url);
        var subjects = Enumerable.Range(0, MessagesPerRun).Select(i => $"moved {i:D2} {Guid.NewGuid():N}").ToArray();
        foreach (var subject in subjects)
            await Mailbox.Submit(server, RealServer.Alice, subject, "dora@moved.example");
        await server.Stop();
        await server.Command("", "domain", "add", "moved.example");
        await server.Command(RealServer.Password, "account", "add", "dora@moved.example", "--password-stdin");
        for (var run = 0; run < Kills; run++)
        {
            await server.Command("", "queue", "retry", "--domain", "moved.example");
            await server.Start();
            await server.Kill();
        }

        await server.Start();
        await server.Command("", "queue", "retry", "--domain", "moved.example");
        foreach (var subject in subjects)
            Assert.Single(await Mailbox.Await(server, "dora@moved.example", subject));
    }

    private async Task SendUntilItDies(ConcurrentQueue<string> accepted, int goal, TaskCompletionSource reached)
    {
        try
        {
            while (true)
            {
                var subject = Guid.NewGuid().ToString("N");
                await Mailbox.Submit(server, RealServer.Alice, subject, $"{subject}@far.example");
                accepted.Enqueue(subject);
                if (accepted.Count >= goal)
                    reached.TrySetResult();
            }
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or MailKit.ProtocolException or MailKit.ServiceNotConnectedException or OperationCanceledException
            or MailKit.Security.SslHandshakeException)
        {
            // The server was killed: this message may have been taken or not.
        }
    }
}

using System.Diagnostics;

namespace Hikyaku.StoreTests;

public sealed class KillTests
{
    private const int Rounds = 4;

    [Fact]
    public async Task Killed_under_load_nothing_acknowledged_is_lost_and_nothing_is_doubled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kills a process as Linux does.");
        var folder = TestStore.NewFolder();
        System.IO.Directory.CreateDirectory(folder);
        var uidNext = new Dictionary<(long, string), (uint UidNext, uint UidValidity, ulong ModSeq)>();
        for (var round = 0; round < Rounds; round++)
        {
            await RunAndKill(folder, lines: 150 * (round + 1));
            await using var test = await TestStore.Open(folder + "/data");
            await Verify(test, await File.ReadAllLinesAsync(folder + "/acknowledged", TestContext.Current.CancellationToken));
            foreach (var id in new long[] { 1, 2, 3 })
            {
                foreach (var mailbox in (await test.Account(id, default)).Mailboxes)
                {
                    var before = uidNext.GetValueOrDefault((id, mailbox.Name), (1u, mailbox.UidValidity, 1ul));
                    Assert.True(mailbox.UidNext >= before.Item1);
                    Assert.Equal(before.Item2, mailbox.UidValidity);
                    Assert.True(mailbox.HighestModSeq >= before.Item3);
                    uidNext[(id, mailbox.Name)] = (mailbox.UidNext, mailbox.UidValidity, mailbox.HighestModSeq);
                }
            }
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task RunAndKill(string folder, int lines)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(KillTests).Assembly.Location, null)!)
        {
            ArgumentList = { CrashWorker.Argument, folder },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var log = folder + "/acknowledged";
        var before = File.Exists(log) ? (await File.ReadAllLinesAsync(log)).Length : 0;
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!File.Exists(log) || File.ReadLines(log).Count() < before + lines)
        {
            Assert.False(child.HasExited, child.HasExited ? await output : "");
            await Task.Delay(5, limit.Token);
        }

        child.Kill();
        await child.WaitForExitAsync(limit.Token);
    }

    private static async Task Verify(TestStore test, string[] acknowledged)
    {
        var stored = await Stored.All(test, 1, 2, 3);
        var places = stored.ToLookup(s => s.Subject);
        Assert.All(places, place => Assert.Single(place));
        var removing = new HashSet<string>();
        var moved = new HashSet<string>();
        var uids = new HashSet<string>();
        foreach (var words in acknowledged.Reverse().Select(line => line.Split(' ')).Where(words => words.Length == 4))
        {
            var subject = words[3];
            switch (words[0])
            {
                case "removed":
                    Assert.Empty(places[subject]);
                    break;
                case "removing":
                    removing.Add(subject);
                    break;
                case "moved":
                    moved.Add(subject);
                    Assert.Equal("Archive", Assert.Single(places[subject]).Mailbox);
                    break;
                default:
                    Assert.True(uids.Add(words[1] + " " + words[2]), "A UID was given twice.");
                    Assert.True(removing.Contains(subject) || places.Contains(subject), $"{subject} is lost.");
                    break;
            }
        }

        Assert.NotEmpty(moved);
        await Stored.IsSound(test);
    }
}

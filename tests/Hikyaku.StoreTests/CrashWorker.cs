using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

/// <summary>Runs in a child process until it is killed: delivers, moves and expunges, and writes down what was acknowledged.</summary>
internal static class CrashWorker
{
    /// <summary>The word that makes the test program be this; the folder follows.</summary>
    public const string Argument = "crash-worker";

    public static async Task Work(string folder)
    {
        await using var test = await TestStore.Open(folder + "/data", limits: new StoreLimits { CheckpointInterval = TimeSpan.FromMilliseconds(300) });
        await using var log = new StreamWriter(new FileStream(folder + "/acknowledged", FileMode.Append, FileAccess.Write, FileShare.Read, 1)) { AutoFlush = true };
        await Task.WhenAll(Enumerable.Range(1, 6).Select(sender => Task.Run(() => Send(test, log, sender))));
    }

    private static async Task Send(TestStore test, StreamWriter log, int sender)
    {
        var account = await test.Account(1 + (sender % 3), default);
        var (inbox, archive) = (account.Find("INBOX")!.Id, account.Find("Archive")!.Id);
        for (var i = 0; ; i++)
        {
            var subject = $"{Environment.ProcessId}-{sender}-{i}";
            var uid = await test.Deliver(account.Id.Value, subject, bodyLength: 200 + (i % 7 * 1000));
            Write(log, $"delivered {account.Id.Value} {uid} {subject}");
            switch (i % 4)
            {
                case 1:
                    await account.Move(inbox, [uid], archive, default);
                    Write(log, $"moved {account.Id.Value} {uid} {subject}");
                    break;
                case 2:
                    Write(log, $"removing {account.Id.Value} {uid} {subject}");
                    await account.Remove(inbox, [uid], default);
                    Write(log, $"removed {account.Id.Value} {uid} {subject}");
                    break;
                case 3:
                    await account.StoreFlags(inbox, [uid], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, []), null, default);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Write(StreamWriter log, string line)
    {
        lock (log)
        {
            log.WriteLine(line);
        }
    }
}

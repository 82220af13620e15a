using Hikyaku.Mail.Store;
using Hikyaku.Storage.Journal;

namespace Hikyaku.StoreTests;

/// <summary>A power cut keeps the journal up to its last sync, and of all other files any older or newer state.</summary>
public sealed class PowerCutTests
{
    private static readonly JournalOptions OneSegment = new() { SegmentBytes = 1 << 20, ReservedBytes = 0 };

    [Fact]
    public async Task Wherever_the_journal_is_torn_each_unit_is_there_whole_or_not_at_all()
    {
        await using var test = await TestStore.Open(options: OneSegment);
        await Prepare(test);
        var old = test.Snapshot();
        var states = new List<(long End, string Seen)> { (test.Journal.Position.End, await Fingerprint.Of(test, 1, 2)) };
        foreach (var step in Steps(test))
        {
            await step();
            states.Add((test.Journal.Position.End, await Fingerprint.Of(test, 1, 2)));
        }

        var (path, end) = test.Journal.Position;
        for (uint i = 0; i < 24; i++)
        {
            var cut = states[0].End + (long)((end - states[0].End) * (i / 23.0));
            var image = Image(old, test.Path);
            Tear(path.Replace(test.Path, image, StringComparison.Ordinal), cut, i);

            await using (var after = await TestStore.Open(image, OneSegment))
            {
                Assert.Equal(states.Last(s => s.End <= cut).Seen, await Fingerprint.Of(after, 1, 2));
                await Stored.IsSound(after);
            }

            System.IO.Directory.Delete(image, recursive: true);
        }

        System.IO.Directory.Delete(old, recursive: true);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(3u)]
    [InlineData(4u)]
    [InlineData(5u)]
    [InlineData(6u)]
    public async Task Whatever_of_the_other_files_reached_the_disk_everything_acknowledged_is_there(uint seed)
    {
        await using var test = await TestStore.Open(options: new JournalOptions { SegmentBytes = 8 << 10, ReservedBytes = 0 });
        await Prepare(test);
        var old = test.Snapshot();
        foreach (var step in Steps(test))
        {
            await step();
        }

        var expected = await Fingerprint.Of(test, 1, 2);
        var modSeq = (await test.Account(1, default)).HighestModSeq;
        var image = Image(old, test.Path);
        MixIn(test.Path, image, seed);

        await using (var after = await TestStore.Open(image))
        {
            Assert.Equal(expected, await Fingerprint.Of(after, 1, 2));
            Assert.True((await after.Account(1, default)).HighestModSeq >= modSeq);
            await Stored.IsSound(after);
        }

        System.IO.Directory.Delete(image, recursive: true);
        System.IO.Directory.Delete(old, recursive: true);
    }

    [Fact]
    public async Task A_modseq_that_a_client_may_have_seen_before_the_cut_is_not_given_again()
    {
        await using var test = await TestStore.Open(options: OneSegment);
        await test.Deliver(1, "a");
        await test.Volume.Checkpoint(TestContext.Current.CancellationToken);
        var old = test.Snapshot();
        var account = await test.Account(1, default);
        var inbox = account.Find("INBOX")!.Id;
        await account.StoreFlags(inbox, [1], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, []), null, default);
        var seen = account.Find("INBOX")!.HighestModSeq;

        // The change of flags did not wait for the disk: the cut takes it.
        await using var after = await TestStore.Open(old);
        var found = (await after.Account(1, default)).Find("INBOX")!;

        Assert.True(found.HighestModSeq > seen);
    }

    private static async Task Prepare(TestStore test)
    {
        for (var i = 0; i < 4; i++)
        {
            await test.Deliver(1 + (i % 2), $"before{i}");
        }

        await test.Volume.Checkpoint(default);
    }

    private static IEnumerable<Func<Task>> Steps(TestStore test)
    {
        var account = test.Account(1, default).AsTask();
        yield return () => test.Deliver(1, "after1");
        yield return async () =>
        {
            await using var content = TestStore.Message("both", 3000);
            await test.Store.Deliver(
                content, [.. new long[] { 1, 2 }.Select(id => new MailboxDelivery(TestStore.Account(id), "INBOX", MessageFlags.None, []))], [], default);
        };
        yield return async () => await (await account).Copy(Id(await account, "INBOX"), [1, 3], Id(await account, "Archive"), 0, 0, default);
        yield return async () => await (await account).Move(Id(await account, "INBOX"), [1, 4], Id(await account, "Trash"), default);
        yield return async () => await (await account).Remove(Id(await account, "INBOX"), [2], default);
        yield return async () =>
        {
            await using var content = TestStore.Message("appended");
            await (await account).Append(
                Id(await account, "Drafts"), [.. Enumerable.Range(0, 2).Select(_ => new AppendMessage(content, MessageFlags.Draft, ["$k"], DateTimeOffset.UnixEpoch))],
                0, 0, default);
        };
        yield return async () => await (await account).Create("new", SpecialUse.None, default);
        yield return async () => await (await account).Move(Id(await account, "Trash"), [1], Id(await account, "new"), default);
        yield return async () => await (await account).Delete(Id(await account, "Archive"), default);
        yield return () => test.Deliver(2, "last");
    }

    private static MailboxId Id(MailAccount account, string name) => account.Find(name)!.Id;

    // Everything as it was at the checkpoint, with the journal as it is now.
    private static string Image(string old, string now)
    {
        var image = TestStore.NewFolder();
        TestStore.CopyTree(old, image);
        System.IO.Directory.Delete(Path.Combine(image, "journal"), recursive: true);
        TestStore.CopyTree(Path.Combine(now, "journal"), Path.Combine(image, "journal"));
        return image;
    }

    private static void Tear(string path, long cut, uint seed)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        var garbage = new byte[RandomAccess.GetLength(file) - cut];
        if (seed % 2 == 1)
        {
            garbage.AsSpan(0, Math.Min(200, garbage.Length)).Fill((byte)(seed * 37));
        }

        RandomAccess.Write(file, garbage, cut);
    }

    // A newer file may be there whole, empty or not at all; a database comes with its log.
    private static void MixIn(string now, string image, uint seed)
    {
        var state = seed * 2654435761u;
        foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(now, "accounts"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            state = (state * 1664525u) + 1013904223u;
            var target = file.Replace(now, image, StringComparison.Ordinal);
            var choice = file.Contains("mail.db", StringComparison.Ordinal) ? (seed % 2 == 0 ? 0u : 3u) : (state >> 24) % 4;
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (choice == 0)
            {
                File.Copy(file, target, overwrite: true);
            }
            else if (choice == 1 && !File.Exists(target))
            {
                File.WriteAllBytes(target, []);
            }
        }
    }
}

using System.Text;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Journal;

namespace Hikyaku.StoreTests;

/// <summary>Segments of the journal that a crash tore or that rotted.</summary>
public sealed class JournalDamageTests
{
    private const int Records = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Torn_at_any_octet_it_has_exactly_the_records_before()
    {
        await using var test = await Filled();
        var (path, end) = test.Journal.Position;
        var whole = await File.ReadAllBytesAsync(path, Token);
        var ends = Ends(whole, end);
        var copy = Path.Combine(test.Path, "torn");
        await File.WriteAllBytesAsync(copy, whole, Token);
        using var file = File.OpenHandle(copy, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        for (var cut = end; cut >= JournalSegment.StartLength; cut--)
        {
            RandomAccess.SetLength(file, cut);

            var (found, damaged) = Read(copy, path, long.MaxValue);

            Assert.Equal(ends.Count(e => e <= cut), found.Count);
            Assert.Empty(damaged);
        }
    }

    [Fact]
    public async Task With_any_bit_flipped_nothing_is_read_that_was_not_written()
    {
        await using var test = await Filled();
        var (path, end) = test.Journal.Position;
        var whole = await File.ReadAllBytesAsync(path, Token);
        var written = Read(path, path, long.MaxValue).Found;
        var copy = Path.Combine(test.Path, "flipped");
        await File.WriteAllBytesAsync(copy, whole[..(int)end], Token);
        using var file = File.OpenHandle(copy, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        for (var place = 0; place < end; place++)
        {
            RandomAccess.Write(file, [(byte)(whole[place] ^ (1 << (place % 8)))], place);

            // Where the end is known what is behind the bad record is read too, unless nobody can say where that record ends.
            var (torn, _) = Read(copy, path, long.MaxValue);
            var (rotten, damaged) = Read(copy, path, end);

            Assert.Equal(written.Take(torn.Count), torn);
            Assert.True(rotten.Count >= torn.Count);
            Assert.Equal(written.Where(rotten.Contains), rotten);
            Assert.True(rotten.Count == written.Count || damaged.Count > 0 || place < JournalSegment.StartLength);
            RandomAccess.Write(file, [whole[place]], place);
        }
    }

    [Fact]
    public async Task A_record_that_rotted_before_later_ones_takes_only_itself()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "m1");
        var (segment, start) = test.Journal.Position;
        await test.Deliver(1, "m2");
        await test.Deliver(1, "m3");
        await test.Journal.Cut(test.Late.Write, TimeSpan.FromSeconds(10), Token);
        await test.Deliver(1, "m4");
        var image = test.Snapshot();
        System.IO.Directory.Delete(Path.Combine(image, "accounts"), recursive: true);
        await using (var file = File.Open(segment.Replace(test.Path, image, StringComparison.Ordinal), FileMode.Open))
        {
            file.Position = start + RecordFormat.HeaderLength + 20;
            file.WriteByte(0xEE);
        }

        await using (var after = await TestStore.Open(image))
        {
            Assert.Equal(["m1", "m3", "m4"], (await Stored.All(after, 1)).Select(s => s.Subject));
            Assert.Equal(5u, await after.Deliver(1, "m5"));
        }

        System.IO.Directory.Delete(image, recursive: true);
    }

    [Fact]
    public async Task An_entry_that_makes_no_sense_keeps_no_other_back()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "m1");
        await test.Journal.Append(new JournalBatch([new JournalEntry(JournalTarget.Account, 1, 99, Encoding.ASCII.GetBytes("\u0001nonsense"))], []), durable: true);
        await test.Deliver(1, "m2");
        var image = test.Snapshot();

        await using (var after = await TestStore.Open(image))
        {
            Assert.Equal(["m1", "m2"], (await Stored.All(after, 1)).Select(s => s.Subject));
            await Stored.IsSound(after);
        }

        System.IO.Directory.Delete(image, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 0")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("x 0 open")]
    public async Task A_state_file_that_can_not_be_read_counts_as_a_crash(string text)
    {
        var path = TestStore.NewFolder();
        ulong before;
        await using (var test = await TestStore.Open(path))
        {
            await test.Deliver(1, "m1");
            before = (await test.Account(1, Token)).Find("INBOX")!.HighestModSeq;
        }

        await File.WriteAllTextAsync(Path.Combine(path, "journal", "state"), text, Token);
        await using (var after = await TestStore.Open(path))
        {
            Assert.True((await after.Account(1, Token)).Find("INBOX")!.HighestModSeq > before);
            Assert.Equal(2u, await after.Deliver(1, "m2"));
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    private static async Task<TestStore> Filled()
    {
        var test = await TestStore.Open();
        await test.Journal.Cut(test.Late.Write, TimeSpan.FromSeconds(10), Token);
        for (var i = 0; i < Records; i++)
        {
            await test.Journal.Append(
                new JournalBatch(
                    [new JournalEntry(JournalTarget.Account, i, 1, new byte[i * 5])], [new BatchContent(BlobId.Create(), TestStore.Message("m" + i, i))]),
                durable: true);
        }

        return test;
    }

    private static List<long> Ends(byte[] segment, long end)
    {
        var ends = new List<long>();
        for (long position = JournalSegment.StartLength; position < end;)
        {
            position += RecordFormat.HeaderLength + BitConverter.ToInt32(segment, (int)position);
            ends.Add(position);
        }

        Assert.Equal(Records, ends.Count);
        return ends;
    }

    private static (List<string> Found, List<long> Damaged) Read(string copy, string original, long end)
    {
        using var reader = new SegmentReader(copy, long.Parse(Path.GetFileNameWithoutExtension(original), System.Globalization.CultureInfo.InvariantCulture), _ => Stream.Null);
        return ([.. reader.Read(end).Select(Text)], reader.Damaged);
    }

    private static string Text(LoggedBatch batch) =>
        string.Join(' ', batch.Entries.Select(e => $"{e.TargetId}:{e.Payload.Length}").Concat(batch.Contents.Select(c => new StreamReader(c.Open()).ReadToEnd())));
}

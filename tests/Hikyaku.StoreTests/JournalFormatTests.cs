using System.Buffers;
using System.Buffers.Binary;

using CsCheck;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;
using Hikyaku.Storage.Journal;

namespace Hikyaku.StoreTests;

/// <summary>The octets of the journal: what is whole reads back, what is not is told apart, whatever the octets are.</summary>
public sealed class JournalFormatTests
{
    private static readonly Gen<MailboxId> Mailboxes = Gen.Long[0, 1 << 30].Select(id => new MailboxId(id));

    private static readonly Gen<uint[]> Uids = Gen.UInt[1, uint.MaxValue].Array[0, 40].Select(uids => uids.Distinct().Order().ToArray());

    private static readonly Gen<ImportFacts?> Facts = Gen.Select(Gen.String[0, 20], Gen.Bool, Gen.String[0, 20], Gen.Bool, Gen.Long,
        (key, hasUidl, uidl, hasOrder, order) => new ImportFacts(key, hasUidl ? uidl : null, hasOrder ? order : null)).Null();

    private static readonly Gen<Mutation> Mutations = Gen.OneOf<Mutation>(
        Gen.Select(Mailboxes, Gen.String[0, 30], Gen.UInt, Gen.Int[0, 7], Gen.Long,
            (id, name, validity, use, created) => (Mutation)new MailboxPut(id, name, validity, (SpecialUse)use, created)),
        Gen.Select(Mailboxes, Gen.UInt, Gen.ULong, Gen.Int[0, int.MaxValue], Gen.Long[0, long.MaxValue],
            (id, next, modSeq, count, bytes) => (Mutation)new MailboxCounters(id, next, modSeq, count, count / 2, count / 3, bytes, next)),
        Mailboxes.Select(id => (Mutation)new MailboxRemove(id)),
        Gen.Select(Mailboxes, Gen.UInt, Gen.Byte, Gen.String[0, 30], (id, uid, flags, words) => (Mutation)new FlagsPut(id, uid, (MessageFlags)flags, words)),
        Gen.Select(Gen.String[0, 30], Gen.Bool, (name, subscribed) => (Mutation)new SubscriptionPut(name, subscribed)),
        Gen.Select(Mailboxes, Gen.Long[0, 99], Gen.String[0, 30], Gen.Byte.Array[0, 30].Null(),
            (id, reader, name, value) => (Mutation)new AnnotationPut(id, new AccountId(reader), name, value)),
        Gen.Select(Mailboxes, Gen.String[0, 30], Gen.String[0, 11], (id, grantee, rights) => (Mutation)new RightsPut(id, grantee, rights)),
        Gen.Const<Mutation>(new AccountRemove()),
        Gen.Select(Mailboxes, Gen.Byte.Array[0, 40], (id, key) => (Mutation)new UrlKeyPut(id, key)),
        Gen.Select(Mailboxes, Gen.UInt, Gen.ULong, Gen.String[0, 30], Gen.Long[0, long.MaxValue], Gen.Long, Gen.Short, Facts,
            (id, uid, modSeq, words, size, date, zone, facts) => (Mutation)new MessagePut
            {
                Mailbox = id,
                Uid = uid,
                ModSeq = modSeq,
                Flags = MessageFlags.Seen,
                Keywords = words,
                Size = size,
                InternalDate = date,
                ZoneMinutes = zone,
                SavedDate = -date,
                Origin = MessageOrigin.Batch((int)(uid % 5)),
                Imported = facts,
                Checksum = uid % 3 == 0 ? null : uid,
                Email = uid % 2 == 0 ? null : date,
            }));

    private static readonly Gen<AccountUnit> Units = Gen.Select(Gen.ULong, Mutations.List[0, 8], (sequence, list) => new AccountUnit(sequence, list));

    private static readonly Gen<JournalEntry> Entries = Gen.Select(Gen.Int[1, 2], Gen.Long, Gen.ULong, Gen.Byte.Array[0, 60],
        (target, id, sequence, payload) => new JournalEntry((JournalTarget)target, id, sequence, payload));

    private static readonly Gen<JournalBatch> Batches = Gen.Select(
        Entries.List[0, 6],
        Gen.Select(Gen.Long, Gen.Byte.Array[0, 90], (id, octets) => new BatchContent(new BlobId(id), MessageContent.FromMemory(octets))).List[0, 4],
        (entries, contents) => new JournalBatch(entries, contents));

    [Fact]
    public void Any_record_reads_back_as_it_was_written() => Batches.Sample(batch =>
    {
        var body = Body(batch);

        Assert.True(TryRead(body, out var read));

        Assert.Equal(batch.Entries.Select(Text), read.Entries.Select(Text));
        Assert.Equal(batch.Contents.Select(c => (c.Id, Octets(c.Content.OpenRead()))), read.Contents.Select(c => (c.Id, Octets(c.Open()))));
    });

    [Fact]
    public void A_record_that_ends_too_early_or_too_late_is_damaged() => Gen.Select(Batches, Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 9])
        .Sample((batch, cut, more) =>
        {
            var body = Body(batch);

            Assert.False(TryRead(body[..(cut % body.Length)], out _));
            Assert.False(TryRead([.. body, .. more], out _));
        });

    [Fact]
    public void A_number_that_lies_under_a_right_check_takes_no_memory_and_throws_nothing() =>
        Gen.Select(Batches, Gen.Int[0, int.MaxValue], Gen.OneOf(Gen.Long, Gen.Int[0, 62].Select(n => (1L << n) - 1)))
            .Sample((batch, place, lie) =>
            {
                var body = Body(batch);
                BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(place % (body.Length - 7)), lie);
                var before = GC.GetAllocatedBytesForCurrentThread();

                if (TryRead(body, out var read))
                {
                    Assert.True(read.Entries.Sum(e => e.Payload.Length) <= body.Length);
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
            });

    [Fact]
    public void Any_unit_of_work_reads_back_as_it_was_written() => Units.Sample(unit =>
    {
        var octets = Octets(unit);

        Assert.Equal(octets, Octets(UnitFormat.Read(octets)));
    });

    [Fact]
    public void A_unit_of_the_first_version_reads_still() => Units.Sample(unit =>
    {
        var octets = Octets(unit with { Mutations = [.. unit.Mutations.Select(m => m is MessagePut put ? put with { Checksum = null } : m)] });
        byte[] first = [1, .. octets[1..]];

        Assert.Equal(octets, Octets(UnitFormat.Read(first)));
    });

    [Fact]
    public void Any_list_of_UIDs_reads_back_as_it_was_written() =>
        Uids.Sample(uids => Assert.Equal(uids, UidList.FromBytes(UidList.ToBytes(uids))));

    [Fact]
    public void A_damaged_unit_of_work_is_told_by_one_kind_of_exception() => Gen.Select(Units, Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue])
        .Sample((unit, cut, bit) =>
        {
            var octets = Octets(unit);
            var flipped = octets.ToArray();
            flipped[bit / 8 % octets.Length] ^= (byte)(1 << (bit % 8));

            Assert.Throws<InvalidDataException>(() => UnitFormat.Read(octets.AsSpan(0, cut % octets.Length)));
            Assert.True(Record.Exception(() => UnitFormat.Read(flipped)) is null or InvalidDataException or DataFolderTooNewException);
        });

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"k":"z","id":{"value":1}}""")]
    [InlineData("""{"k":"a","id":{"value":1}}""")]
    [InlineData("""{"k":"s","id":{"value":1},"done":[1]}""")]
    [InlineData("""{"k":"s","id":{"value":1},"done":null,"waiting":[null]}""")]
    public void A_damaged_change_of_the_queue_is_told_by_the_same(string text) =>
        Assert.Throws<InvalidDataException>(() => QueueJson.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private static bool TryRead(byte[] body, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LoggedBatch? batch) => RecordFormat.TryRead(
        body, (offset, length) => new MemoryStream(body, (int)offset, (int)length), _ => throw new InvalidOperationException("Nothing is spooled."), out batch);

    private static byte[] Body(JournalBatch batch) => [.. RecordFormat.Body(batch).SelectMany(piece => piece.ToArray())];

    private static string Text(JournalEntry entry) => $"{entry.Target} {entry.TargetId} {entry.Sequence} {Convert.ToHexString(entry.Payload.Span)}";

    private static byte[] Octets(AccountUnit unit)
    {
        var output = new ArrayBufferWriter<byte>();
        UnitFormat.Write(output, unit);
        return output.WrittenSpan.ToArray();
    }

    private static string Octets(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Convert.ToHexString(copy.ToArray());
    }
}

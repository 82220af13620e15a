using System.Buffers;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;
using Hikyaku.Storage.Journal;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Records of the journal whose check is right and whose numbers are not: a clean answer, and no memory for a count that lies.</summary>
public sealed class JournalTarget : FuzzTarget
{
    // The longest list of UIDs that a few octets can stand for.
    private const long MaxAllocated = 5L * UidList.MaxCount;
    private const int AllocatedPerOctet = 512;

    /// <inheritdoc/>
    public override string Name => "journal";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            var unit = Unit();
            var settled = QueueJson.Write(new QueueChange.Settled(new QueueId(7), [0, 2], []));
            var batch = new JournalBatch(
                [new JournalEntry(Hikyaku.Mail.Store.JournalTarget.Account, 1, 9, unit), new JournalEntry(Hikyaku.Mail.Store.JournalTarget.Queue, 7, 0, settled)],
                [new BatchContent(new BlobId(5), MessageContent.FromMemory("Subject: x\r\n\r\n"u8.ToArray()))]);
            return [[.. RecordFormat.Body(batch).SelectMany(piece => piece.ToArray())], unit, settled];
        }
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var octets = input.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        TryRead(octets);
        if (RecordFormat.TryRead(octets, (_, _) => Stream.Null, _ => Stream.Null, out var batch))
        {
            foreach (var entry in batch.Entries)
            {
                TryRead(entry.Payload.Span);
            }
        }

        if (GC.GetAllocatedBytesForCurrentThread() - before > MaxAllocated + ((long)AllocatedPerOctet * (input.Length + 1)))
        {
            throw new InvalidOperationException("The octets made it take far more memory than they have.");
        }
    }

    private static byte[] Unit()
    {
        var output = new ArrayBufferWriter<byte>();
        UnitFormat.Write(output, new AccountUnit(9,
        [
            new MailboxPut(new MailboxId(3), "ごみ箱", 12, SpecialUse.Trash, 1_700_000_000),
            new MessagesRemove(new MailboxId(3), 9, [1, 2, 3, 9, 4_000_000_000]),
            new FlagsPut(new MailboxId(3), 4, MessageFlags.Seen, "$a b"),
            new SubscriptionPut("ごみ箱", true),
            new AnnotationPut(new MailboxId(3), new AccountId(9), "/private/comment", [0, 1, 2]),
        ]));
        return output.WrittenSpan.ToArray();
    }

    private static void TryRead(ReadOnlySpan<byte> payload)
    {
        try
        {
            UnitFormat.Read(payload);
        }
        catch (Exception exception) when (exception is InvalidDataException or DataFolderTooNewException)
        {
            // The clean answer.
        }

        try
        {
            QueueJson.Read(payload);
        }
        catch (InvalidDataException)
        {
            // The clean answer.
        }
    }
}

using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Store.Units;

/// <summary>The stored form of each kind of mutation.</summary>
internal static class MutationFormat
{
    private const int HasFacts = 1;
    private const int HasUidl = 2;
    private const int HasOrder = 4;
    private const int HasChecksum = 8;
    private const int HasEmail = 16;

    public static void Write(OctetWriter writer, Mutation mutation)
    {
        switch (mutation)
        {
            case MailboxPut put: Write(writer, put); break;
            case MailboxCounters counters: Write(writer, counters); break;
            case MailboxRemove remove: Write(writer, remove); break;
            case MessagePut put: Write(writer, put); break;
            case FlagsPut put: Write(writer, put); break;
            case MessagesRemove remove: Write(writer, remove); break;
            case SubscriptionPut put: Write(writer, put); break;
            case AnnotationPut put: Write(writer, put); break;
            case UrlKeyPut put: Write(writer, put); break;
            case RightsPut put: Write(writer, put); break;
            case AccountRemove: writer.Octet((byte)MutationKind.AccountRemove); break;
            default: throw new ArgumentException($"There is no stored form of {mutation.GetType().Name}.", nameof(mutation));
        }
    }

    public static Mutation Read(ref OctetReader reader)
    {
        var kind = (MutationKind)reader.Octet();
        return kind switch
        {
            MutationKind.MailboxPut => ReadMailbox(ref reader),
            MutationKind.MailboxCounters => ReadCounters(ref reader),
            MutationKind.MailboxRemove => new MailboxRemove(Mailbox(ref reader)),
            MutationKind.MessagePut => ReadMessage(ref reader),
            MutationKind.FlagsPut => new FlagsPut(Mailbox(ref reader), Uid(ref reader), (MessageFlags)reader.Octet(), reader.Text()),
            MutationKind.MessagesRemove => ReadRemoval(ref reader),
            MutationKind.SubscriptionPut => new SubscriptionPut(reader.Text(), reader.Octet() != 0),
            MutationKind.AnnotationPut => ReadAnnotation(ref reader),
            MutationKind.RightsPut => new RightsPut(Mailbox(ref reader), reader.Text(), reader.Text()),
            MutationKind.AccountRemove => new AccountRemove(),
            MutationKind.UrlKeyPut => new UrlKeyPut(Mailbox(ref reader), reader.Octets()),
            _ => throw new InvalidDataException($"A unit of work holds the unknown mutation {(byte)kind}."),
        };
    }

    private static void Write(OctetWriter writer, MailboxPut put)
    {
        writer.Octet((byte)MutationKind.MailboxPut);
        writer.Number((ulong)put.Id.Value);
        writer.Text(put.Name);
        writer.Number(put.UidValidity);
        writer.Octet((byte)put.Use);
        writer.Signed(put.Created);
    }

    private static MailboxPut ReadMailbox(ref OctetReader reader) =>
        new(Mailbox(ref reader), reader.Text(), Uid(ref reader), (SpecialUse)reader.Octet(), reader.Signed());

    private static void Write(OctetWriter writer, MailboxCounters counters)
    {
        writer.Octet((byte)MutationKind.MailboxCounters);
        writer.Number((ulong)counters.Id.Value);
        writer.Number(counters.UidNext);
        writer.Number(counters.HighestModSeq);
        writer.Number((ulong)counters.Exists);
        writer.Number((ulong)counters.Unseen);
        writer.Number((ulong)counters.Deleted);
        writer.Number((ulong)counters.Bytes);
        writer.Number(counters.RecentUid);
    }

    private static MailboxCounters ReadCounters(ref OctetReader reader) =>
        new(Mailbox(ref reader), Uid(ref reader), reader.Number(), (int)reader.Number(), (int)reader.Number(), (int)reader.Number(),
            (long)reader.Number(), Uid(ref reader));

    private static void Write(OctetWriter writer, MailboxRemove remove)
    {
        writer.Octet((byte)MutationKind.MailboxRemove);
        writer.Number((ulong)remove.Id.Value);
    }

    private static void Write(OctetWriter writer, MessagePut put)
    {
        writer.Octet((byte)MutationKind.MessagePut);
        writer.Number((ulong)put.Mailbox.Value);
        writer.Number(put.Uid);
        writer.Number(put.ModSeq);
        writer.Octet((byte)put.Flags);
        writer.Text(put.Keywords);
        writer.Number((ulong)put.Size);
        writer.Signed(put.InternalDate);
        writer.Signed(put.ZoneMinutes);
        writer.Signed(put.SavedDate);
        writer.Octet((byte)put.Origin.Source);
        writer.Number((ulong)put.Origin.Mailbox.Value);
        writer.Number(put.Origin.Number);
        Write(writer, put.Imported, put.Checksum, put.Email);
    }

    private static MessagePut ReadMessage(ref OctetReader reader)
    {
        var put = ReadMessageStart(ref reader);
        var present = reader.Octet();
        return put with
        {
            Imported = (present & HasFacts) == 0 ? null : ReadImport(ref reader, present),
            Checksum = (present & HasChecksum) == 0 ? null : (uint)reader.Number(),
            Email = (present & HasEmail) == 0 ? null : reader.Signed(),
        };
    }

    private static MessagePut ReadMessageStart(ref OctetReader reader) => new()
    {
        Mailbox = Mailbox(ref reader),
        Uid = Uid(ref reader),
        ModSeq = reader.Number(),
        Flags = (MessageFlags)reader.Octet(),
        Keywords = reader.Text(),
        Size = (long)reader.Number(),
        InternalDate = reader.Signed(),
        ZoneMinutes = (short)reader.Signed(),
        SavedDate = reader.Signed(),
        Origin = new MessageOrigin((MessageSource)reader.Octet(), Mailbox(ref reader), Uid(ref reader)),
    };

    private static void Write(OctetWriter writer, ImportFacts? facts, uint? checksum, long? email)
    {
        writer.Octet((byte)(
            (facts is null ? 0 : HasFacts) | (facts?.Pop3Uidl is null ? 0 : HasUidl) | (facts?.Pop3Order is null ? 0 : HasOrder)
            | (checksum is null ? 0 : HasChecksum) | (email is null ? 0 : HasEmail)));
        if (facts is not null)
        {
            writer.Text(facts.SourceKey);
            if (facts.Pop3Uidl is { } uidl)
            {
                writer.Text(uidl);
            }

            if (facts.Pop3Order is { } order)
            {
                writer.Signed(order);
            }
        }

        if (checksum is { } value)
        {
            writer.Number(value);
        }

        if (email is { } original)
        {
            writer.Signed(original);
        }
    }

    private static ImportFacts ReadImport(ref OctetReader reader, byte present) =>
        new(reader.Text(), (present & HasUidl) != 0 ? reader.Text() : null, (present & HasOrder) != 0 ? reader.Signed() : null);

    private static void Write(OctetWriter writer, FlagsPut put)
    {
        writer.Octet((byte)MutationKind.FlagsPut);
        writer.Number((ulong)put.Mailbox.Value);
        writer.Number(put.Uid);
        writer.Octet((byte)put.Flags);
        writer.Text(put.Keywords);
    }

    private static void Write(OctetWriter writer, MessagesRemove remove)
    {
        writer.Octet((byte)MutationKind.MessagesRemove);
        writer.Number((ulong)remove.Mailbox.Value);
        writer.Number(remove.ModSeq);
        UidList.Write(writer, remove.Uids);
    }

    private static MessagesRemove ReadRemoval(ref OctetReader reader) =>
        new(Mailbox(ref reader), reader.Number(), UidList.Read(ref reader));

    private static void Write(OctetWriter writer, SubscriptionPut put)
    {
        writer.Octet((byte)MutationKind.SubscriptionPut);
        writer.Text(put.Name);
        writer.Octet(put.Subscribed ? (byte)1 : (byte)0);
    }

    private static void Write(OctetWriter writer, AnnotationPut put)
    {
        writer.Octet((byte)MutationKind.AnnotationPut);
        writer.Number((ulong)put.Mailbox.Value);
        writer.Number((ulong)put.Reader.Value);
        writer.Text(put.Name);
        writer.Octet(put.Value is null ? (byte)0 : (byte)1);
        if (put.Value is { } value)
        {
            writer.Octets(value);
        }
    }

    private static AnnotationPut ReadAnnotation(ref OctetReader reader) =>
        new(Mailbox(ref reader), new AccountId((long)reader.Number()), reader.Text(), reader.Octet() == 0 ? null : reader.Octets());

    private static void Write(OctetWriter writer, UrlKeyPut put)
    {
        writer.Octet((byte)MutationKind.UrlKeyPut);
        writer.Number((ulong)put.Mailbox.Value);
        writer.Octets(put.Key);
    }

    private static void Write(OctetWriter writer, RightsPut put)
    {
        writer.Octet((byte)MutationKind.RightsPut);
        writer.Number((ulong)put.Mailbox.Value);
        writer.Text(put.Grantee);
        writer.Text(put.Rights);
    }

    private static MailboxId Mailbox(ref OctetReader reader) => new((long)reader.Number());

    private static uint Uid(ref OctetReader reader) => (uint)reader.Number();
}

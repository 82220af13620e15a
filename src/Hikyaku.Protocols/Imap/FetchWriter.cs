using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Writes FETCH responses, one message at a time; bodies are streamed in pieces.</summary>
internal sealed class FetchWriter(ImapSession session, MailboxView view, FetchArguments arguments)
{
    private readonly bool _needsMessage = arguments.NeedsMessage;

    public bool MissedSome { get; private set; }

    /// <summary>The identities of the messages that come next, by UID.</summary>
    public IReadOnlyList<MessageObjects> Objects { get; set; } = [];

    /// <summary>Why an item could not be given.</summary>
    public ImapReply? Problem { get; private set; }

    public async ValueTask Write(uint uid, MessageDetails? details, bool hasDetails)
    {
        var sequence = view.SequenceOf(uid);
        if (!hasDetails || sequence == 0 || !view.Index.TryGet(uid, out var entry) || (arguments.NeedsObjects && Find(uid) is null))
        {
            MissedSome = true;
            return;
        }

        using var message = _needsMessage ? await view.Mail.OpenMessage(view.Info.Id, uid, CancellationToken.None) : null;
        if (_needsMessage && message is null)
        {
            MissedSome = true;
            return;
        }

        Begin(session.HasUidOnly ? uid : (uint)sequence);
        for (var i = 0; i < arguments.Items.Count; i++)
        {
            if (i > 0)
            {
                session.Writer.Raw((byte)' ');
            }

            var item = arguments.Items[i];
            if (item.Kind is FetchKind.Section or FetchKind.Binary or FetchKind.BinarySize)
            {
                Problem ??= await new SectionWriter(session, message!, details?.Parts).Write(item);
            }
            else
            {
                Simple(item, entry, details);
            }
        }

        session.Writer.Raw(")\r\n"u8);
    }

    private void Begin(uint number)
    {
        session.Writer.Raw("* "u8);
        session.Writer.Number(number);
        session.Writer.Raw(session.HasUidOnly ? " UIDFETCH ("u8 : " FETCH ("u8); // RFC 9586 §3.3
    }

    private void Simple(FetchItem item, in MessageEntry entry, MessageDetails? details)
    {
        var writer = session.Writer;
        switch (item.Kind)
        {
            case FetchKind.Uid:
                writer.Raw("UID "u8);
                writer.Number(entry.Uid);
                break;
            case FetchKind.Flags:
                writer.Raw("FLAGS "u8);
                FlagText.Write(writer, entry, !session.IsRev2 && view.IsRecent(entry.Uid));
                break;
            case FetchKind.InternalDate:
                writer.Raw("INTERNALDATE "u8);
                ImapDate.Write(writer, entry.InternalDate);
                break;
            case FetchKind.Size:
                writer.Raw("RFC822.SIZE "u8);
                writer.Number(entry.Size);
                break;
            case FetchKind.ModSeq:
                writer.Raw("MODSEQ ("u8);
                writer.Number(entry.ModSeq);
                writer.Raw((byte)')');
                break;
            case FetchKind.SaveDate:
                writer.Raw("SAVEDATE "u8);
                ImapDate.Write(writer, entry.SavedDate);
                break;
            case FetchKind.Preview:
                writer.Raw("PREVIEW "u8);
                Preview(writer, details?.Preview);
                break;
            case FetchKind.EmailId:
                writer.Raw($"EMAILID ({ObjectId.OfEmail(view.Mail.Id, Find(entry.Uid)!.Value.Email)})");
                break;
            case FetchKind.ConversationId:
                // RFC 8474 §5.2: NIL where it is not known.
                writer.Raw(Find(entry.Uid)?.Thread is { } thread ? $"THREADID ({ObjectId.OfThread(view.Mail.Id, thread)})" : "THREADID NIL");
                break;
            case FetchKind.Envelope:
                writer.Raw("ENVELOPE "u8);
                writer.Raw(details!.Envelope);
                break;
            case FetchKind.Body:
                writer.Raw("BODY "u8);
                writer.Raw(details!.Body);
                break;
            default:
                writer.Raw("BODYSTRUCTURE "u8);
                writer.Raw(details!.BodyStructure);
                break;
        }
    }

    private MessageObjects? Find(uint uid)
    {
        foreach (var message in Objects)
        {
            if (message.Uid == uid)
            {
                return message;
            }
        }

        return null;
    }

    // RFC 8970 §3.2: NIL is "not yet", the empty string is "there is none".
    private void Preview(ImapWriter writer, string? preview)
    {
        if (preview is null)
        {
            writer.Nil();
        }
        else
        {
            writer.String(preview, session.SpeaksUtf8);
        }
    }
}

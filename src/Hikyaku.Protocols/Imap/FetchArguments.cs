using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>The arguments of FETCH (RFC 9051 §6.4.5, RFC 7162 §3.1.4).</summary>
internal sealed record FetchArguments(SequenceSet? Set, List<FetchItem> Items, ulong? ChangedSince, bool WantsVanished, string? Problem, PartialRange? Partial = null)
{
    public bool SetsSeen => Items.Exists(item => item.SetsSeen);

    public bool NeedsMessage => Items.Exists(item => item.Kind is FetchKind.Section or FetchKind.Binary or FetchKind.BinarySize);

    /// <summary>What must be asked of the store for each message.</summary>
    public DetailFields Details
    {
        get
        {
            var fields = DetailFields.None;
            foreach (var item in Items)
            {
                fields |= item.Kind switch
                {
                    FetchKind.Envelope => DetailFields.Envelope,
                    FetchKind.Body => DetailFields.Body,
                    FetchKind.BodyStructure => DetailFields.BodyStructure,
                    // The whole message needs no map.
                    FetchKind.Section when item.Part.Count > 0 || item.Section != SectionKind.All => DetailFields.Parts,
                    FetchKind.Binary or FetchKind.BinarySize => DetailFields.Parts,
                    FetchKind.Preview => DetailFields.Preview,
                    _ => DetailFields.None,
                };
            }

            return fields == DetailFields.Preview && IsLazy ? DetailFields.Preview | DetailFields.OnlyStored : fields;
        }
    }

    private bool IsLazy => Items.TrueForAll(item => item.Kind != FetchKind.Preview || item.IsLazy);

    public bool NeedsThreads => Items.Exists(item => item.Kind == FetchKind.ConversationId);

    public bool NeedsObjects => NeedsThreads || Items.Exists(item => item.Kind == FetchKind.EmailId);

    public static FetchArguments Read(ImapCommand command, bool hasUidOnly = false)
    {
        var reader = command.Arguments;
        var set = SequenceSet.Parse(reader.Until(" "u8));
        if (set is null)
        {
            reader.Fail("a sequence set");
        }

        reader.Expect(' ');
        var items = FetchItems.Read(ref reader);
        ulong? changedSince = null;
        var wantsVanished = false;
        PartialRange? partial = null;
        if (reader.Skip(' ') && reader.Skip('('))
        {
            do
            {
                if (reader.SkipWord("CHANGEDSINCE"))
                {
                    // iOS sends 0, which the grammar does not allow.
                    reader.Expect(' ');
                    changedSince = reader.Number(long.MaxValue);
                }
                else if (reader.SkipWord("VANISHED"))
                {
                    wantsVanished = true;
                }
                else if (command.IsUid && partial is null && reader.SkipWord("PARTIAL"))
                {
                    reader.Expect(' ');
                    partial = PartialRange.Read(ref reader);
                }
                else
                {
                    reader.Fail("CHANGEDSINCE or VANISHED");
                }
            }
            while (reader.Skip(' '));
            reader.Expect(')');
        }

        reader.ExpectEnd();
        Complete(items, command.IsUid && !hasUidOnly, changedSince is not null);
        if (hasUidOnly && items.Exists(item => item.Kind != FetchKind.Uid))
        {
            items.RemoveAll(item => item.Kind == FetchKind.Uid);
        }

        return new FetchArguments(set, items, changedSince, wantsVanished, reader.Problem, partial);
    }

    private static void Complete(List<FetchItem> items, bool isUid, bool isSince)
    {
        if (isUid && !items.Exists(item => item.Kind == FetchKind.Uid))
        {
            items.Insert(0, new FetchItem(FetchKind.Uid) { Name = "UID" });
        }

        if (isSince && !items.Exists(item => item.Kind == FetchKind.ModSeq))
        {
            items.Add(new FetchItem(FetchKind.ModSeq) { Name = "MODSEQ" });
        }
    }
}

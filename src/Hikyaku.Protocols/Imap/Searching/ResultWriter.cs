using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>Writes the answers of SEARCH and SORT: the old responses, and ESEARCH (RFC 4731 §3.1, RFC 5267 §3, RFC 9051 §7.3.4).</summary>
internal sealed class ResultWriter(ImapWriter writer, ImapCommand command, SearchResult result)
{
    /// <summary>Writes "* SEARCH" or "* SORT" with all numbers.</summary>
    public void WriteOld(bool withModSeq)
    {
        writer.Raw(command.Name == "SORT" ? "* SORT"u8 : "* SEARCH"u8);
        foreach (var message in result.Messages)
        {
            writer.Raw((byte)' ');
            writer.Number(Number(message));
        }

        if (withModSeq && result.Messages.Count > 0)
        {
            writer.Raw(" (MODSEQ "u8);
            writer.Number(result.ModSeq());
            writer.Raw((byte)')');
        }

        writer.Raw("\r\n"u8);
    }

    /// <summary>Writes the items that are wanted.</summary>
    /// <param name="withModSeq">The condition named a modseq.</param>
    /// <param name="writeSource">Writes where the messages are, behind the tag.</param>
    public void WriteExtended(bool withModSeq, Action<ImapWriter>? writeSource = null)
    {
        writer.Raw("* ESEARCH (TAG "u8);
        writer.String(command.Tag);
        writeSource?.Invoke(writer);
        writer.Raw(command.IsUid ? ") UID"u8 : ")"u8);
        if (result.Messages.Count > 0)
        {
            WriteEnds();
        }

        if (result.Has(SearchReturn.Partial))
        {
            WritePartial();
        }

        if (result.Has(SearchReturn.Count))
        {
            writer.Raw(" COUNT "u8);
            writer.Number(result.Messages.Count);
        }

        if (result.Has(SearchReturn.Relevancy) && result.Messages.Count > 0)
        {
            WriteScores();
        }

        if (withModSeq && result.Messages.Count > 0)
        {
            writer.Raw(" MODSEQ "u8);
            writer.Number(result.ModSeq());
        }

        writer.Raw("\r\n"u8);
    }

    private void WriteEnds()
    {
        // RFC 5267 §3.1: with an order, MIN is the first and MAX the last of it.
        if (result.Has(SearchReturn.Min))
        {
            writer.Raw(" MIN "u8);
            writer.Number(Number(result.Messages[0]));
        }

        if (result.Has(SearchReturn.Max))
        {
            writer.Raw(" MAX "u8);
            writer.Number(Number(result.Messages[^1]));
        }

        if (result.Has(SearchReturn.All))
        {
            writer.Raw(" ALL "u8);
            WriteSet(result.Messages);
        }
    }

    // RFC 6203 §4: in the order of the messages.
    private void WriteScores()
    {
        writer.Raw(" RELEVANCY ("u8);
        var isFirst = true;
        foreach (var message in result.Has(SearchReturn.Partial) ? result.Partial() : result.Messages)
        {
            writer.Raw(isFirst ? [] : " "u8);
            writer.Number(result.Scores(message.Uid));
            isFirst = false;
        }

        writer.Raw((byte)')');
    }

    // RFC 9394 §3.1
    private void WritePartial()
    {
        writer.Raw(" PARTIAL ("u8);
        writer.Raw(result.PartialText);
        writer.Raw((byte)' ');
        if (result.Partial() is { Count: > 0 } partial)
        {
            WriteSet(partial);
        }
        else
        {
            writer.Nil();
        }

        writer.Raw((byte)')');
    }

    private void WriteSet(IReadOnlyList<ShownMessage> messages)
    {
        var set = new SequenceSetWriter(writer);
        foreach (var message in messages)
        {
            set.Add(Number(message));
        }

        set.Complete();
    }

    private uint Number(in ShownMessage message) => command.IsUid ? message.Uid : message.Sequence;
}

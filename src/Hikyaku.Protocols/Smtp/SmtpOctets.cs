using System.Buffers;

using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Reception;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Smtp;

/// <summary>Reads the octets of a message, by DATA or in chunks, into the transaction; what they are not allowed to be becomes its failure.</summary>
internal sealed class SmtpOctets(Reception reception)
{
    /// <summary>Reads up to the end of data; a message that cannot be taken is read all the same. Null when the connection is still good.</summary>
    public async ValueTask<SmtpReply?> ReadData(SmtpDialogue dialogue)
    {
        var transaction = dialogue.Transaction!;
        var scanner = new DataScanner();
        while (!scanner.IsComplete)
        {
            var read = await dialogue.Reader.ReadData(dialogue.Limits.Data, dialogue.Connection.Closed);
            if (read.Status == ReadStatus.Interrupted)
            {
                continue;
            }

            if (read.Status != ReadStatus.Ok)
            {
                return SmtpSession.ReplyTo(read.Status);
            }

            var used = Take(transaction, ref scanner, read.Data);
            dialogue.Reader.Advance(used, used);
        }

        AddText(transaction, transaction.RestOfRepair());
        transaction.Failure ??= transaction.Repairs ? null : scanner.HasBareLf ? SmtpReply.BareLf : scanner.HasBareCr ? SmtpReply.BareCr : null;
        return null;
    }

    /// <summary>Reads a chunk (RFC 3030 §2); without a transaction its octets are dropped.</summary>
    public async ValueTask<ReadStatus> ReadChunk(SmtpDialogue dialogue, SmtpTransaction? transaction, long size)
    {
        while (size > 0)
        {
            var read = await dialogue.Reader.ReadData(dialogue.Limits.Data, dialogue.Connection.Closed);
            if (read.Status == ReadStatus.Interrupted)
            {
                continue;
            }

            if (read.Status != ReadStatus.Ok)
            {
                return read.Status;
            }

            var data = read.Data.Slice(0, Math.Min(size, read.Data.Length));
            if (transaction is not null)
            {
                foreach (var segment in data)
                {
                    transaction.ScanLines(segment.Span);
                    Add(transaction, segment.Span);
                }
            }

            size -= data.Length;
            dialogue.Reader.Advance(data.End, data.End);
        }

        return ReadStatus.Ok;
    }

    /// <summary>The last chunk has come.</summary>
    public void EndChunks(SmtpTransaction transaction)
    {
        transaction.FinishLines();
        AddText(transaction, transaction.RestOfRepair());
        transaction.Failure ??= transaction.Repairs || transaction.IsBinary ? null : transaction.BadLineEnd;
        if (!transaction.EndsWithLine && !(transaction.IsBinary && transaction.HasBinary))
        {
            Add(transaction, "\r\n"u8);
        }
    }

    private SequencePosition Take(SmtpTransaction transaction, ref DataScanner scanner, ReadOnlySequence<byte> data)
    {
        long used = 0;
        foreach (var segment in data)
        {
            var input = segment.Span;
            while (!input.IsEmpty && !scanner.IsComplete)
            {
                Add(transaction, scanner.Take(ref input));
            }

            used += segment.Length - input.Length;
            if (scanner.IsComplete)
            {
                break;
            }
        }

        return data.GetPosition(used);
    }

    private void Add(SmtpTransaction transaction, ReadOnlySpan<byte> octets)
    {
        if (!transaction.Repairs)
        {
            AddText(transaction, octets);
            return;
        }

        while (!octets.IsEmpty)
        {
            AddText(transaction, transaction.Repaired(ref octets));
        }
    }

    private void AddText(SmtpTransaction transaction, ReadOnlySpan<byte> octets)
    {
        transaction.Received += octets.Length;
        if (transaction.Received > reception.MaxMessageSize)
        {
            transaction.Failure ??= SmtpReply.TooLarge;
        }

        if (transaction.Failure is null)
        {
            transaction.Measure(octets);
            transaction.Failure = transaction.IsBinary ? null
                : transaction.LongestLine > reception.MaxLineLength ? SmtpReply.TextLineTooLong(reception.MaxLineLength)
                : transaction.HasNul && !reception.AllowsNul ? SmtpReply.Nul
                : null;
        }

        if (transaction.Failure is null)
        {
            transaction.Input!.Write(octets);
        }
    }
}

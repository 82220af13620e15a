using System.Buffers;
using System.Diagnostics.CodeAnalysis;

using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>Turns an analysis into its stored form and back.</summary>
internal static class DetailsFormat
{
    private const byte ColumnsVersion = 1;

    public static StoredDetails ToStored(MailboxId mailbox, uint uid, MessageAnalysis analysis) => new(mailbox, uid)
    {
        Envelope = analysis.Envelope,
        Body = analysis.Body,
        BodyStructure = analysis.BodyStructure,
        Parts = analysis.Parts.ToBytes(),
        Columns = ToBytes(analysis.Columns),
        Preview = analysis.Preview,
    };

    /// <summary>False when the stored form is of another version or damaged: then the message is analyzed anew.</summary>
    public static bool TryRead(StoredDetails stored, DetailFields wanted, [NotNullWhen(true)] out MessageDetails? details)
    {
        details = null;
        PartMap? parts = null;
        if (wanted.HasFlag(DetailFields.Parts) && (stored.Parts is null || !PartMap.TryRead(stored.Parts, out parts)))
        {
            return false;
        }

        HeaderColumns? columns = null;
        if (wanted.HasFlag(DetailFields.Columns) && (columns = ReadColumns(stored.Columns)) is null)
        {
            return false;
        }

        details = new MessageDetails
        {
            Uid = stored.Uid,
            Envelope = stored.Envelope,
            Body = stored.Body,
            BodyStructure = stored.BodyStructure,
            Parts = parts,
            Columns = columns,
            Preview = stored.Preview,
        };
        return true;
    }

    private static byte[] ToBytes(HeaderColumns columns)
    {
        var output = new ArrayBufferWriter<byte>(256);
        var writer = new OctetWriter(output);
        writer.Octet(ColumnsVersion);
        writer.Text(columns.Subject);
        writer.Text(columns.BaseSubject);
        writer.Text(columns.From);
        writer.Text(columns.To);
        writer.Text(columns.Cc);
        writer.Text(columns.FromText);
        writer.Text(columns.ToText);
        writer.Text(columns.CcText);
        writer.Text(columns.BccText);
        writer.Text(columns.MessageId);
        writer.Text(columns.InReplyTo);
        writer.Text(columns.References);
        writer.Octet(columns.Date is null ? (byte)0 : (byte)1);
        writer.Signed(columns.Date?.UtcTicks ?? 0);
        writer.Signed((long)(columns.Date?.Offset.TotalMinutes ?? 0));
        return output.WrittenSpan.ToArray();
    }

    private static HeaderColumns? ReadColumns(byte[]? stored)
    {
        if (stored is null || stored.Length == 0 || stored[0] != ColumnsVersion)
        {
            return null;
        }

        try
        {
            return ReadColumns(stored.AsSpan(1));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static HeaderColumns ReadColumns(ReadOnlySpan<byte> stored)
    {
        var reader = new OctetReader(stored);
        return new HeaderColumns
        {
            Subject = reader.Text(),
            BaseSubject = reader.Text(),
            From = reader.Text(),
            To = reader.Text(),
            Cc = reader.Text(),
            FromText = reader.Text(),
            ToText = reader.Text(),
            CcText = reader.Text(),
            BccText = reader.Text(),
            MessageId = reader.Text(),
            InReplyTo = reader.Text(),
            References = reader.Text(),
            Date = ReadDate(ref reader),
        };
    }

    private static DateTimeOffset? ReadDate(ref OctetReader reader)
    {
        var isPresent = reader.Octet() != 0;
        var ticks = reader.Signed();
        var offset = TimeSpan.FromMinutes(reader.Signed());
        return isPresent ? new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(offset) : null;
    }
}

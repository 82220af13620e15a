using System.Diagnostics.CodeAnalysis;

using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Searching;

namespace Hikyaku.Mail.Store;

/// <summary>Turns an analysis into its stored form and back.</summary>
internal static class DetailsFormat
{
    public static StoredDetails ToStored(MailboxId mailbox, uint uid, MessageAnalysis analysis) => new(mailbox, uid)
    {
        Envelope = analysis.Envelope,
        Body = analysis.Body,
        BodyStructure = analysis.BodyStructure,
        Parts = analysis.Parts.ToBytes(),
        Headers = HeaderRow.Write(analysis.Columns),
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

        details = new MessageDetails
        {
            Uid = stored.Uid,
            Envelope = stored.Envelope,
            Body = stored.Body,
            BodyStructure = stored.BodyStructure,
            Parts = parts,
            Preview = stored.Preview,
        };
        return true;
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hikyaku.Mail.Searching;

namespace Hikyaku.Mail.Store;

/// <summary>
/// What messages of one conversation have in common: a Message-ID that they bear, answer or refer to, together with the base subject, so that
/// an answer under a new subject begins a conversation of its own.
/// </summary>
/// <remarks>Limits: the newest <see cref="MaxReferences"/> references are looked at, and three keys of a message kept.</remarks>
internal static class ThreadKeys
{
    private const int MaxReferences = 20;

    /// <summary>What to look for, and keep, for a message.</summary>
    public static ThreadCandidate Of(MailboxId mailbox, uint uid, long email, in HeaderRow row)
    {
        var references = Text(row, HeaderText.References).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = new List<string> { Text(row, HeaderText.MessageId), Text(row, HeaderText.InReplyTo), references.FirstOrDefault("") };
        kept.RemoveAll(id => id.Length == 0);
        if (kept.Count == 0)
        {
            // Nothing to find it by, other than its copies.
            return new ThreadCandidate(mailbox, uid, email, [Key("", email.ToString(CultureInfo.InvariantCulture))], 1);
        }

        var ids = kept.Concat(references.Reverse().Take(MaxReferences)).Distinct().ToList();
        var subject = Text(row, HeaderText.BaseSubject);
        return new ThreadCandidate(mailbox, uid, email, ids.ConvertAll(id => Key(id, subject)), kept.Distinct().Count());
    }

    private static string Text(in HeaderRow row, HeaderText which) => Encoding.UTF8.GetString(row.Text(which));

    private static long Key(string id, string subject)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\0{subject}"), digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest);
    }
}

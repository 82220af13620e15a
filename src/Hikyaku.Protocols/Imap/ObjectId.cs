using System.Globalization;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Identities as clients see them (RFC 8474 §7): unique on the whole server, since mailboxes of several accounts may be seen in one session.</summary>
internal static class ObjectId
{
    private const int UidBits = 32;

    public static string OfMailbox(AccountId account, MailboxId mailbox) => string.Create(CultureInfo.InvariantCulture, $"F{account.Value:x}-{mailbox.Value:x}");

    public static string OfEmail(AccountId account, long email) => Of('M', account, email);

    public static string OfThread(AccountId account, long thread) => Of('T', account, thread);

    private static string Of(char kind, AccountId account, long message) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}{account.Value:x}-{message >> UidBits:x}-{(uint)message:x}");
}

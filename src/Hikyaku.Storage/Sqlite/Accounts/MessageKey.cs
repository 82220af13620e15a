using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>The row number of a message: mailbox, then UID.</summary>
internal static class MessageKey
{
    public static long Of(MailboxId mailbox, uint uid) => (mailbox.Value << 32) | uid;

    public static MailboxId Mailbox(long key) => new(key >> 32);

    public static uint Uid(long key) => (uint)key;

    public static SqliteStatement BindRange(this SqliteStatement statement, MailboxId mailbox) =>
        statement.Bind("$first", Of(mailbox, 0)).Bind("$last", Of(mailbox, uint.MaxValue));
}

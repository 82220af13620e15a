using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>The mail.db of one account.</summary>
internal sealed class AccountDatabase(SqliteDatabase database) : IAccountDatabase
{
    public ValueTask<StoredAccount> Load(CancellationToken cancellation) => database.Read(AccountRows.Load, cancellation);

    public async ValueTask Apply(AccountUnit unit, IReadOnlyList<StoredDetails> details, long epoch, bool durable, CancellationToken cancellation) =>
        await database.Write(
            session =>
            {
                UnitRows.Apply(session, unit, details, epoch);
                return true;
            },
            durable,
            cancellation);

    public async ValueTask ReadMessages(MailboxId mailbox, Action<StoredMessage> each, CancellationToken cancellation) =>
        await database.Read(
            session =>
            {
                session.Prepare("Mail/ReadMessages").BindRange(mailbox).Each(row => each(AccountRows.Message(row)));
                return true;
            },
            cancellation);

    public ValueTask<StoredTombstones> ReadTombstones(MailboxId mailbox, CancellationToken cancellation) =>
        database.Read(session => AccountRows.Tombstones(session, mailbox), cancellation);

    public ValueTask<IReadOnlyList<StoredDetails>> ReadDetails(
        MailboxId mailbox, IReadOnlyList<uint> uids, DetailFields wanted, CancellationToken cancellation) =>
        database.Read<IReadOnlyList<StoredDetails>>(
            session =>
            {
                var found = new List<StoredDetails>(uids.Count);
                foreach (var uid in uids)
                {
                    if (AccountRows.Details(session, mailbox, uid, wanted) is { } details)
                    {
                        found.Add(details);
                    }
                }

                return found;
            },
            cancellation);

    public ValueTask WriteDetails(IReadOnlyList<StoredDetails> details, CancellationToken cancellation) =>
        database.Write(
            session =>
            {
                foreach (var item in details)
                {
                    UnitRows.PutDetails(session, item);
                }
            },
            cancellation);

    public ValueTask<IReadOnlyList<KeyValuePair<uint, ImportFacts>>> ReadImports(MailboxId mailbox, CancellationToken cancellation) =>
        database.Read<IReadOnlyList<KeyValuePair<uint, ImportFacts>>>(
            session => session.Prepare("Mail/ReadImports").BindRange(mailbox)
                .All(row => KeyValuePair.Create(MessageKey.Uid(row.GetInt64(0)), AccountRows.Import(row, 1))),
            cancellation);

    public void Dispose() => database.Dispose();
}

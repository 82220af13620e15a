using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>The mail.db of one account.</summary>
internal sealed class AccountDatabase : IAccountDatabase
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const int ReadOnly = 8;
    private const int Failed = 10;
    private const int Full = 13;
    private const int CanNotOpen = 14;
    private readonly SqliteDatabase _database;
    private readonly LateUnits _late;

    public AccountDatabase(SqliteDatabase database, LateDatabases databases) =>
        (_database, _late) = (database, new LateUnits(async work => await Transact(Worked(work), durable: false, CancellationToken.None), databases));

    public static bool IsDamage(Exception exception) => exception is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    public ValueTask<StoredAccount> Load(CancellationToken cancellation) => Read(AccountRows.Load, cancellation);

    /// <summary>The unit of work that the rows are at.</summary>
    public ValueTask<ulong> ReadModSeq(CancellationToken cancellation) =>
        Read(session => (ulong)(session.Prepare("Mail/LoadModSeq").Number() ?? 0), cancellation);

    public async ValueTask Apply(AccountUnit unit, IReadOnlyList<StoredDetails> details, long epoch, bool durable, CancellationToken cancellation)
    {
        await _late.Write();
        _late.ThrowIfBroken();
        await Transact(Worked(session => UnitRows.Apply(session, unit, details, epoch)), durable, cancellation);
    }

    public ValueTask ApplyLater(AccountUnit unit, IReadOnlyList<StoredDetails> details, long epoch, Action<Exception?> done) =>
        _late.Add(new LateUnit(unit, details, epoch, done));

    public ValueTask Settle() => _late.Write();

    public async ValueTask ReadMessages(MailboxId mailbox, Action<StoredMessage> each, CancellationToken cancellation) =>
        await Read(
            session =>
            {
                session.Prepare("Mail/ReadMessages").BindRange(mailbox).Each(row => each(AccountRows.Message(row)));
                return true;
            },
            cancellation);

    public ValueTask<StoredTombstones> ReadTombstones(MailboxId mailbox, CancellationToken cancellation) =>
        Read(session => AccountRows.Tombstones(session, mailbox), cancellation);

    public ValueTask<IReadOnlyList<StoredDetails>> ReadDetails(
        MailboxId mailbox, IReadOnlyList<uint> uids, DetailFields wanted, CancellationToken cancellation) =>
        Read<IReadOnlyList<StoredDetails>>(session => AccountRows.Details(session, mailbox, uids, wanted), cancellation);

    public async ValueTask ReadHeaders(MailboxId mailbox, uint first, uint last, HeaderRowAction each, CancellationToken cancellation) =>
        await Read(
            session =>
            {
                session.Prepare("Mail/ReadHeaders").Bind("$first", MessageKey.Of(mailbox, first)).Bind("$last", MessageKey.Of(mailbox, last))
                    .EachOctets((id, row) => each(MessageKey.Uid(id), row));
                return true;
            },
            cancellation);

    public async ValueTask WriteDetails(IReadOnlyList<StoredDetails> details, CancellationToken cancellation) =>
        await Write(
            session =>
            {
                foreach (var item in details)
                {
                    UnitRows.PutDetails(session, item);
                    session.Prepare("Mail/RemoveUnanalyzed").Bind("$id", MessageKey.Of(item.Mailbox, item.Uid)).Execute();
                }
            },
            cancellation);

    public ValueTask<byte[]?> ReadUrlKey(MailboxId mailbox, CancellationToken cancellation) =>
        Read(session => session.Prepare("Mail/ReadUrlKey").Bind("$id", mailbox.Value).First(row => row.GetFieldValue<byte[]>(0)), cancellation);

    public ValueTask<IReadOnlyList<MessageObjects>> ReadObjects(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation) =>
        Read<IReadOnlyList<MessageObjects>>(session => ObjectRows.Read(session, mailbox, uids), cancellation);

    public ValueTask<IReadOnlyDictionary<uint, long>> AssignThreads(IReadOnlyList<ThreadCandidate> candidates, CancellationToken cancellation) =>
        Write<IReadOnlyDictionary<uint, long>>(session => ObjectRows.Assign(session, candidates), cancellation);

    public ValueTask<IReadOnlyList<MessageWithoutDetails>> ReadWithoutDetails(long after, CancellationToken cancellation) =>
        Read<IReadOnlyList<MessageWithoutDetails>>(
            session => session.Prepare("Mail/ReadUnanalyzed").Bind("$after", after)
                .All(row => new MessageWithoutDetails(row.GetInt64(0), MessageKey.Mailbox(row.GetInt64(0)), MessageKey.Uid(row.GetInt64(0)))),
            cancellation);

    public async ValueTask RemoveDetails(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation) =>
        await Write(
            session =>
            {
                foreach (var uid in uids)
                {
                    session.Prepare("Mail/RemoveDetails").Bind("$id", MessageKey.Of(mailbox, uid)).Execute();
                    session.Prepare("Mail/RemoveHeaders").Bind("$id", MessageKey.Of(mailbox, uid)).Execute();
                    session.Prepare("Mail/NoteUnanalyzed").Bind("$id", MessageKey.Of(mailbox, uid)).Execute();
                }
            },
            cancellation);

    public async ValueTask ReadImportKeys(MailboxId mailbox, Action<uint, string> each, CancellationToken cancellation) =>
        await Read(
            session =>
            {
                session.Prepare("Mail/ReadImportKeys").BindRange(mailbox).Each(row => each(MessageKey.Uid(row.GetInt64(0)), row.GetString(1)));
                return true;
            },
            cancellation);

    public async ValueTask ReadUids(MailboxId mailbox, uint first, uint last, Action<uint> each, CancellationToken cancellation) =>
        await Read(
            session =>
            {
                session.Prepare("Mail/ReadUids").Bind("$first", MessageKey.Of(mailbox, first)).Bind("$last", MessageKey.Of(mailbox, last))
                    .Each(row => each(MessageKey.Uid(row.GetInt64(0))));
                return true;
            },
            cancellation);

    public ValueTask<IReadOnlyList<KeyValuePair<uint, ImportFacts>>> ReadImports(
        MailboxId mailbox, uint first, uint last, CancellationToken cancellation) =>
        Read<IReadOnlyList<KeyValuePair<uint, ImportFacts>>>(
            session => session.Prepare("Mail/ReadImports").Bind("$first", MessageKey.Of(mailbox, first)).Bind("$last", MessageKey.Of(mailbox, last))
                .All(row => KeyValuePair.Create(MessageKey.Uid(row.GetInt64(0)), AccountRows.Import(row, 1))),
            cancellation);

    public ValueTask<long> CountDeletedOctets(MailboxId mailbox, CancellationToken cancellation) =>
        Read(
            session => session.Prepare("Mail/CountDeletedOctets").BindRange(mailbox).Bind("$deleted", (long)MessageFlags.Deleted).Number() ?? 0,
            cancellation);

    public ValueTask<IReadOnlyList<Annotation>> ReadAnnotations(MailboxId mailbox, AccountId reader, bool everybody, CancellationToken cancellation) =>
        Read<IReadOnlyList<Annotation>>(
            session => session.Prepare("Mail/ReadAnnotations").Bind("$mailbox", mailbox.Value).Bind("$reader", reader.Value).Bind("$everybody", everybody)
                .All(row => new Annotation(row.GetString(0), new AccountId(row.GetInt64(1)), row.GetFieldValue<byte[]>(2))),
            cancellation);

    public ValueTask<IReadOnlyList<KeyValuePair<MailboxId, byte[]>>> ReadAnnotation(string name, AccountId reader, CancellationToken cancellation) =>
        Read<IReadOnlyList<KeyValuePair<MailboxId, byte[]>>>(
            session => session.Prepare("Mail/ReadAnnotation").Bind("$name", name).Bind("$reader", reader.Value)
                .All(row => KeyValuePair.Create(new MailboxId(row.GetInt64(0)), row.GetFieldValue<byte[]>(1))),
            cancellation);

    public ValueTask<long> CountAnnotationOctets(CancellationToken cancellation) =>
        Read(session => session.Prepare("Mail/CountAnnotationOctets").Number() ?? 0, cancellation);

    public async ValueTask<IReadOnlyList<string>> FindDamage(CancellationToken cancellation)
    {
        await _late.Write();
        try
        {
            var found = await _database.Read(session => session.Prepare("Mail/Check").All(row => row.GetString(0)), cancellation);
            return found is ["ok"] ? [] : found;
        }
        catch (SqliteException exception) when (IsDamage(exception))
        {
            return [exception.Message];
        }
    }

    public void Dispose() => _database.Dispose();

    private async ValueTask<T> Read<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        await _late.Write();
        try
        {
            return await _database.Read(work, cancellation);
        }
        catch (SqliteException exception) when (IsDamage(exception))
        {
            throw Damaged(exception);
        }
    }

    private async ValueTask Write(Action<SqliteSession> work, CancellationToken cancellation) => await Write(Worked(work), cancellation);

    private async ValueTask<T> Write<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        await _late.Write();
        return await Transact(work, durable: false, cancellation);
    }

    private static Func<SqliteSession, bool> Worked(Action<SqliteSession> work) => session =>
    {
        work(session);
        return true;
    };

    private async ValueTask<T> Transact<T>(Func<SqliteSession, T> work, bool durable, CancellationToken cancellation)
    {
        try
        {
            return await _database.Write(work, durable, cancellation);
        }
        catch (SqliteException exception) when (IsDamage(exception))
        {
            throw Damaged(exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Full or Failed or ReadOnly or CanNotOpen)
        {
            throw new StoreUnavailableException("The database of an account can not be written: " + exception.Message, exception)
            {
                IsFull = exception.SqliteErrorCode == Full,
            };
        }
    }

    private static StoreUnavailableException Damaged(SqliteException exception) =>
        new("The database of an account is damaged: " + exception.Message, exception) { IsDamaged = true };
}

using Hikyaku.Mail.Searching.Indexing;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite.Accounts;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Searching;

/// <summary>The search.db of one account.</summary>
internal sealed class SearchIndex(SqliteDatabase database) : ISearchIndex
{
    private readonly VocabularyWriter _vocabulary = new();

    public static SqliteOptions Options { get; } = new("search", SqliteSynchronous.Normal) { Readers = 2, CacheKibibytes = 4096 };

    public ValueTask<ulong> ReadModSeq(CancellationToken cancellation) =>
        Read(session => (ulong)(session.Prepare("Search/ReadModSeq").Number() ?? 0), cancellation);

    public ValueTask<IReadOnlyList<MailboxId>> Mailboxes(CancellationToken cancellation) =>
        Read<IReadOnlyList<MailboxId>>(session => session.Prepare("Search/ReadMailboxes").All(row => new MailboxId(row.GetInt64(0))), cancellation);

    public ValueTask<IndexAnswer?> Ask(MailboxId mailbox, uint uidValidity, IndexQuestion question, CancellationToken cancellation) =>
        Read(
            session => WordSearch.Find(session, mailbox, question) is { } found
                ? new IndexAnswer(CoverageRows.Read(session, mailbox, uidValidity).Indexed, found) : null,
            cancellation);

    public ValueTask Write(IndexBatch batch, CancellationToken cancellation) => Change(
        session =>
        {
            var coverage = new CoverageRows(session);
            foreach (var (mailbox, uid) in batch.Removed)
            {
                coverage.Remove(mailbox, uid);
            }

            foreach (var text in batch.Put)
            {
                coverage.Put(text);
                if (text.Body is not null)
                {
                    _vocabulary.Put(session, text.Header);
                    _vocabulary.Put(session, text.Body);
                }
            }

            coverage.Save();
        },
        cancellation);

    public async ValueTask<IndexCoverage> Begin(MailboxId mailbox, uint uidValidity, CancellationToken cancellation)
    {
        IndexCoverage? coverage = null;
        await Change(session => coverage = CoverageRows.Begin(session, mailbox, uidValidity), cancellation);
        return coverage!;
    }

    public ValueTask Forget(MailboxId mailbox, CancellationToken cancellation) =>
        Change(session => CoverageRows.Forget(session, mailbox), cancellation);

    public ValueTask SetModSeq(ulong modSeq, CancellationToken cancellation) =>
        Change(session => session.Prepare("Search/SetModSeq").Bind("$modseq", (long)modSeq).Execute(), cancellation);

    public async ValueTask<IReadOnlyList<string>> FindDamage(CancellationToken cancellation)
    {
        try
        {
            var found = await database.Read(session => session.Prepare("Search/Check").All(row => row.GetString(0)), cancellation);
            await database.Write(session => { session.Prepare("Search/CheckWords").Execute(); }, cancellation);
            return found is ["ok"] ? [] : found;
        }
        catch (SqliteException exception)
        {
            return [exception.Message];
        }
    }

    public void Dispose() => database.Dispose();

    private async ValueTask<T> Read<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        try
        {
            return await database.Read(work, cancellation);
        }
        catch (SqliteException exception)
        {
            throw Failed(exception);
        }
    }

    private async ValueTask Change(Action<SqliteSession> work, CancellationToken cancellation)
    {
        try
        {
            await database.Write(work, cancellation);
            _vocabulary.Commit();
        }
        catch (SqliteException exception)
        {
            throw Failed(exception);
        }
        finally
        {
            _vocabulary.Rollback();
        }
    }

    private static StoreUnavailableException Failed(SqliteException exception) =>
        new("The search index of an account fails: " + exception.Message, exception) { IsDamaged = AccountDatabase.IsDamage(exception) };
}

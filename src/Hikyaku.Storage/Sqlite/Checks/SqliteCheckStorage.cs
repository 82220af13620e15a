using Hikyaku.Mail.Checks;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Checks;

/// <summary>What checks remember, in a database file of its own.</summary>
internal sealed class SqliteCheckStorage(string path) : ICheckStorage, IDisposable
{
    private readonly SqliteDatabase _database = SqliteDatabase.Open(path, new SqliteOptions("Checks", SqliteSynchronous.Normal));

    public ValueTask<CheckNote?> Find(string kind, string key, CancellationToken cancellation) => _database.Read(
        session => session.Prepare("Checks/FindNote").Bind("$kind", kind).Bind("$key", key).First(Map), cancellation);

    public async ValueTask<IReadOnlyList<CheckNote>> List(string kind, string from, int count, CancellationToken cancellation) => await _database.Read(
        session => session.Prepare("Checks/ListNotes").Bind("$kind", kind).Bind("$from", from).Bind("$count", count).All(Map), cancellation);

    public ValueTask Add(IReadOnlyCollection<CheckNote> notes, CancellationToken cancellation) => _database.Write(
        session =>
        {
            foreach (var note in notes)
            {
                session.Prepare("Checks/AddNote").Bind("$kind", note.Kind).Bind("$key", note.Key).Bind("$count", note.Count)
                    .Bind("$first", note.First.ToUnixTimeMilliseconds()).Bind("$last", note.Last.ToUnixTimeMilliseconds()).Execute();
            }
        },
        cancellation);

    public ValueTask<bool> Remove(string kind, string key, CancellationToken cancellation) => _database.Write(
        session => session.Prepare("Checks/RemoveNote").Bind("$kind", kind).Bind("$key", key).Execute() > 0, cancellation);

    public ValueTask Forget(string kind, DateTimeOffset before, int most, CancellationToken cancellation) => _database.Write(
        session =>
        {
            session.Prepare("Checks/ForgetOldNotes").Bind("$kind", kind).Bind("$before", before.ToUnixTimeMilliseconds()).Execute();
            session.Prepare("Checks/ForgetSurplusNotes").Bind("$kind", kind).Bind("$most", most).Execute();
        },
        cancellation);

    public void Dispose() => _database.Dispose();

    private static CheckNote Map(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        row.GetInt64(4));
}

namespace Hikyaku.Storage.Sqlite.Outgoing;

/// <summary>outgoing.db: what was learned about the hosts of others. It is opened by its first use: most commands need none of it.</summary>
internal sealed class OutgoingDatabase(string path) : IDisposable
{
    private readonly Lazy<SqliteDatabase> _database = new(() => SqliteDatabase.Open(path, new SqliteOptions("Outgoing", SqliteSynchronous.Normal)));

    public SqliteDatabase Value => _database.Value;

    public void Dispose()
    {
        if (_database.IsValueCreated)
        {
            _database.Value.Dispose();
        }
    }
}

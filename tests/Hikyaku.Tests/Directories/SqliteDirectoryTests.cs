using Hikyaku.Storage.Sqlite.Directory;

namespace Hikyaku.Tests.Directories;

public sealed class SqliteDirectoryTests : DirectoryKit
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hikyaku-test-").FullName;
    private readonly List<SqliteDirectoryStorage> _open = [];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _open.ForEach(storage => storage.Dispose());
        System.IO.Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override object Open()
    {
        _open.Add(new SqliteDirectoryStorage(Path.Combine(_folder, "hikyaku.db")));
        return _open[^1];
    }

    protected override object Reopen() => Open();
}

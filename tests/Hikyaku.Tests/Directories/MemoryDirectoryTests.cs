namespace Hikyaku.Tests.Directories;

public sealed class MemoryDirectoryTests : DirectoryKit
{
    private readonly MemoryDirectoryStorage _storage = new();

    protected override object Open() => _storage;

    protected override object Reopen() => _storage;
}

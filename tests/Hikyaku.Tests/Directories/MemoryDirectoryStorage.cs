using Hikyaku.Mail.Directory;

namespace Hikyaku.Tests.Directories;

/// <summary>The directory's storage in memory, for tests that need no file.</summary>
internal sealed class MemoryDirectoryStorage : IDirectoryStorage
{
    private readonly Lock _gate = new();
    private MemoryDirectoryState _state = new();

    /// <summary>How often something was read, to see what a cache saves.</summary>
    public int Reads { get; private set; }

    public ValueTask<T> Read<T>(Func<IDirectoryReader, T> work, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Reads++;
            return ValueTask.FromResult(work(new MemoryDirectoryWriter(_state)));
        }
    }

    public ValueTask<T> Change<T>(Func<IDirectoryWriter, T> work, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var writer = new MemoryDirectoryWriter(_state);
            var result = work(writer);
            _state = writer.State;
            return ValueTask.FromResult(result);
        }
    }

    public ValueTask<IDirectoryStorage> Copy(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IDirectoryStorage>(new MemoryDirectoryStorage { _state = _state });
        }
    }

    public void Dispose()
    {
    }

    public IReadOnlyDictionary<string, string> LoadSettings() => _state.Settings;
}

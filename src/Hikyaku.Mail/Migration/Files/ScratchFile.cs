using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Mail.Migration.Files;

/// <summary>Octets that are kept while a folder is imported: few stay in memory, many go to a file that has no name and ends with the process.</summary>
/// <param name="folder">Where the file would lie.</param>
internal sealed class ScratchFile(string folder) : IDisposable
{
    private const int MaxInMemory = 1 << 20;
    private readonly ScratchWindow _window = new();
    private byte[] _tail = new byte[1024];
    private int _tailLength;
    private SafeFileHandle? _file;

    /// <summary>How many octets there are.</summary>
    public long Length => Written + _tailLength;

    private long Written { get; set; }

    /// <summary>Adds octets; answers where they begin.</summary>
    public long Append(ReadOnlySpan<byte> octets)
    {
        if (_tailLength + octets.Length > MaxInMemory)
        {
            Write();
        }

        if (_tailLength + octets.Length > _tail.Length)
        {
            Array.Resize(ref _tail, Math.Max(_tailLength + octets.Length, Math.Min(_tail.Length * 2, MaxInMemory)));
        }

        var at = Length;
        octets.CopyTo(_tail.AsSpan(_tailLength));
        _tailLength += octets.Length;
        return at;
    }

    /// <summary>Octets that were added; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(long at, int length) => Read(at, length, _window);

    /// <summary>The same by a window of one's own.</summary>
    public ReadOnlySpan<byte> Read(long at, int length, ScratchWindow window) =>
        at >= Written ? _tail.AsSpan((int)(at - Written), length) : window.Read(_file!, at, length, Written);

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Write()
    {
        _file ??= Create();
        RandomAccess.Write(_file, _tail.AsSpan(0, _tailLength), Written);
        Written += _tailLength;
        _tailLength = 0;
    }

    private SafeFileHandle Create()
    {
        System.IO.Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Path.GetRandomFileName());
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        File.Delete(path);
        return file;
    }
}

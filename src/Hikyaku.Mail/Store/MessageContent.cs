using System.Buffers;
using System.Text;

using Hikyaku.Formats.Mime;

namespace Hikyaku.Mail.Store;

/// <summary>
/// The octets of a message with CRLF line ends, exactly as they are stored: the Return-Path line first, if there is one, then the trace
/// fields, then the message. In memory when small, else in a spool file that goes with it.
/// </summary>
public sealed class MessageContent : IAsyncDisposable
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly bool _ownsFile;
    private byte[]? _pooled;
    private MessageAnalysis? _analysis;
    private uint? _checksum;
    private int _isKept;

    private MessageContent(BlobId id, ReadOnlyMemory<byte> memory, byte[]? pooled, string? filePath, bool ownsFile, long length, int returnPathLength)
    {
        (Id, _memory, _pooled, FilePath, _ownsFile, Length, ReturnPathLength) = (id, memory, pooled, filePath, ownsFile, length, returnPathLength);
    }

    /// <summary>Names the octets in the journal, and the spool file.</summary>
    public BlobId Id { get; }

    /// <summary>The number of octets.</summary>
    public long Length { get; }

    /// <summary>The octets of the leading Return-Path line; a relayed copy starts after it.</summary>
    public int ReturnPathLength { get; }

    /// <summary>The file that holds the octets, or null when they are in memory.</summary>
    public string? FilePath { get; }

    /// <summary>The CRC-32C of the octets, by which rot is noticed later; known of what was written, found at the first use of anything else.</summary>
    public uint Checksum => _checksum ??= FindChecksum();

    /// <summary>What the message is made of; found once, at the first use.</summary>
    public MessageAnalysis Analysis => _analysis ??= Analyze();

    /// <summary>Octets in memory.</summary>
    public static MessageContent FromMemory(ReadOnlyMemory<byte> octets, int returnPathLength = 0) =>
        new(BlobId.Create(), octets, null, null, ownsFile: false, octets.Length, returnPathLength);

    /// <summary>Octets in a file that stays when the content is disposed.</summary>
    public static MessageContent FromFile(string path, int returnPathLength = 0) =>
        new(BlobId.Create(), default, null, path, ownsFile: false, new FileInfo(path).Length, returnPathLength);

    /// <summary>Opens the octets.</summary>
    public Stream OpenRead() => FilePath is null
        ? new ReadOnlyMemoryStream(_memory)
        : new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);

    /// <summary>The octets when they are in memory; valid until the content is disposed.</summary>
    public bool TryGetMemory(out ReadOnlyMemory<byte> octets)
    {
        octets = _memory;
        return FilePath is null;
    }

    /// <summary>A copy with header fields on top, below the Return-Path line; both are the caller's to dispose.</summary>
    /// <param name="fields">Whole lines with CRLF.</param>
    /// <param name="writer">Where the copy goes; spent afterwards.</param>
    /// <exception cref="StoreUnavailableException">The disk had no room for the copy.</exception>
    public async ValueTask<MessageContent> WithFields(string fields, MessageWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        await using (writer)
        {
            await using var octets = OpenRead();
            var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
            try
            {
                var top = buffer.AsMemory(0, ReturnPathLength);
                await octets.ReadExactlyAsync(top);
                writer.Write(top.Span);
                writer.Write(Encoding.UTF8.GetBytes(fields));
                while (await octets.ReadAsync(buffer) is > 0 and var count)
                {
                    writer.Write(buffer.AsSpan(0, count));
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            return await writer.Complete(ReturnPathLength);
        }
    }

    /// <summary>Says that the journal names the spool file, so that it must outlive this object; the next checkpoint removes it.</summary>
    public void Keep() => Volatile.Write(ref _isKept, 1);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _pooled, null) is { } pooled)
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }

        if (FilePath is not null && _ownsFile && Interlocked.Exchange(ref _isKept, 1) == 0)
        {
            File.Delete(FilePath);
        }

        return ValueTask.CompletedTask;
    }

    internal static MessageContent FromPool(BlobId id, byte[] pooled, int length, int returnPathLength, uint checksum) =>
        new(id, pooled.AsMemory(0, length), pooled, null, ownsFile: false, length, returnPathLength) { _checksum = checksum };

    internal static MessageContent FromSpool(BlobId id, string path, long length, int returnPathLength, uint checksum) =>
        new(id, default, null, path, ownsFile: true, length, returnPathLength) { _checksum = checksum };

    private uint FindChecksum()
    {
        if (FilePath is null)
        {
            return Crc32C.Of(_memory.Span);
        }

        using var stream = OpenRead();
        return Crc32C.Of(stream);
    }

    private MessageAnalysis Analyze()
    {
        if (FilePath is null)
        {
            return MessageAnalyzer.Analyze(_memory);
        }

        using var stream = OpenRead();
        return MessageAnalyzer.Analyze(stream);
    }
}

using System.Buffers;
using System.Text;
using MimeKit;

namespace Hikyaku.Mail.Delivery;

/// <summary>A message for a host without 8BITMIME (RFC 6152 §3): its parts are written in quoted-printable or base64 where they need it.</summary>
/// <remarks>Signed and encrypted parts stay as they are: another form would break them.</remarks>
public sealed class SevenBitMessage : IDisposable
{
    private const int BlockSize = 32 * 1024;
    private const int MaxLine = 998;
    private readonly FileStream _file;

    private SevenBitMessage(FileStream file) => _file = file;

    /// <summary>Its octets.</summary>
    public long Length => _file.Length;

    /// <summary>Whether a message has octets above 127 in its body. The header is left to SMTPUTF8.</summary>
    public static bool IsNeeded(Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        using var source = open();
        return HasEightBits(source);
    }

    /// <summary>Converts a message; null when it can not be done.</summary>
    public static SevenBitMessage? Convert(Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        using var source = open();
        FileStream? file = null;
        try
        {
            using var message = MimeMessage.Load(source);
            message.Prepare(EncodingConstraint.SevenBit, MaxLine);
            file = new FileStream(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
            var options = FormatOptions.Default.Clone();
            options.NewLineFormat = NewLineFormat.Dos;
            options.EnsureNewLine = true;
            message.WriteTo(options, file);
            file.Flush();
            file.Position = 0;
            if (!HasEightBits(file))
            {
                return new SevenBitMessage(file);
            }
        }
        catch (FormatException)
        {
            // What is no MIME message has no parts to convert.
        }

        file?.Dispose();
        return null;
    }

    /// <summary>Opens the octets; one stream at a time.</summary>
    public Stream Open()
    {
        _file.Position = 0;
        return new BorrowedStream(_file);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool HasEightBits(Stream source)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var body = new BodyStart();
            int count;
            while ((count = source.Read(block, 0, BlockSize)) > 0)
            {
                if (!Ascii.IsValid(body.Skip(block.AsSpan(0, count))))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}

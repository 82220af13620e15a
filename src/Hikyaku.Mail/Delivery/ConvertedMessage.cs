using System.Buffers;
using Hikyaku.Formats.SmtpSyntax;
using MimeKit;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// A message for a host without 8BITMIME (RFC 6152 §3) or BINARYMIME (RFC 3030 §3), or for a mailbox, which holds text: its parts are written in
/// quoted-printable or base64 where they need it.
/// </summary>
/// <remarks>Signed and encrypted parts stay as they are: another form would break them.</remarks>
public sealed class ConvertedMessage : IDisposable
{
    private const int BlockSize = 32 * 1024;
    private const int MaxLine = 998;
    private readonly FileStream _file;

    private ConvertedMessage(FileStream file) => _file = file;

    /// <summary>Its octets.</summary>
    public long Length => _file.Length;

    /// <summary>What the body of a message is made of. The header is left to SMTPUTF8.</summary>
    public static BodyType FormOf(Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        using var source = open();
        return FormOf(source);
    }

    /// <summary>Converts a message; null when it can not be done.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="most">What it may be made of afterwards.</param>
    public static ConvertedMessage? Convert(Func<Stream> open, BodyType most)
    {
        ArgumentNullException.ThrowIfNull(open);
        using var source = open();
        FileStream? file = null;
        try
        {
            using var message = MimeMessage.Load(source);
            message.Prepare(most == BodyType.SevenBit ? EncodingConstraint.SevenBit : EncodingConstraint.EightBit, MaxLine);
            file = new FileStream(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
            var options = FormatOptions.Default.Clone();
            options.NewLineFormat = NewLineFormat.Dos;
            options.EnsureNewLine = true;
            message.WriteTo(options, file);
            file.Flush();
            file.Position = 0;
            if (FormOf(file) <= most)
            {
                return new ConvertedMessage(file);
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

    private static BodyType FormOf(Stream source)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var body = new BodyStart();
            var form = new BodyForm();
            int count;
            while ((count = source.Read(block, 0, BlockSize)) > 0)
            {
                form.Scan(body.Skip(block.AsSpan(0, count)));
            }

            return form.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}

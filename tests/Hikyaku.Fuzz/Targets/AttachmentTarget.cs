using Hikyaku.Formats.Mime;

namespace Hikyaku.Fuzz.Targets;

/// <summary>File names of body parts and in ZIP archives; octets that come in pieces give the same names.</summary>
public sealed class AttachmentTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "attachment";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "Content-Type: application/zip;\r\n name*0*=utf-8''%E3%81%82;\r\n name*1=.zip\r\nContent-Disposition: attachment; filename=\"a.exe\"\r\n\r\n"u8.ToArray(),
        "PK\x03\x04aaaaaaaaaaaaaaaaaaaaaa\x05\0\0\0a.exePK\x01\x02aaaaaaaaaaaaaaaaaaaaaaaa\x05\0aaaaaaaaaaaaaaaab.exe"u8.ToArray(),
        "PPK\x03PK\x03\x04"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        AttachmentNames.Read(input.ToArray());
        var (whole, pieces) = (new ZipNames(), new ZipNames());
        whole.Scan(input);
        for (var at = 0; at < input.Length; at += 3)
        {
            pieces.Scan(input.Slice(at, Math.Min(3, input.Length - at)));
        }

        if (!whole.Names.SequenceEqual(pieces.Names))
        {
            throw new InvalidOperationException("Pieces give other names.");
        }
    }
}

using System.Text;
using MimeKit.Encodings;

namespace Hikyaku.Formats.Mime;

/// <summary>Decodes the octets of a text part to characters: transfer encoding, then charset. Never fails; feed it piece by piece.</summary>
public sealed class PartTextDecoder
{
    private const int Chunk = 16 * 1024;
    private readonly IMimeDecoder? _transfer;
    private readonly Decoder _charset;
    private readonly byte[] _input = new byte[Chunk];
    private readonly byte[] _decoded;
    private readonly char[] _characters;

    /// <summary>A decoder for one part.</summary>
    public PartTextDecoder(MessagePart part)
    {
        _transfer = part.Encoding switch
        {
            "BASE64" => new Base64Decoder(),
            "QUOTED-PRINTABLE" => new QuotedPrintableDecoder(),
            _ => null,
        };
        _charset = Charsets.Find(part.Charset).GetDecoder();
        _decoded = new byte[(_transfer?.EstimateOutputLength(Chunk) ?? Chunk) + 16];
        _characters = new char[_decoded.Length + 16];
    }

    /// <summary>Decodes the next octets and appends their characters.</summary>
    public void Decode(ReadOnlySpan<byte> octets, StringBuilder output)
    {
        while (octets.Length > 0)
        {
            var count = Math.Min(Chunk, octets.Length);
            octets[..count].CopyTo(_input);
            octets = octets[count..];
            var from = _input;
            if (_transfer is not null)
            {
                count = _transfer.Decode(_input, 0, count, _decoded);
                from = _decoded;
            }

            Append(from.AsSpan(0, count), output);
        }
    }

    private void Append(ReadOnlySpan<byte> octets, StringBuilder output)
    {
        while (octets.Length > 0)
        {
            _charset.Convert(octets, _characters, flush: false, out var used, out var written, out _);
            output.Append(_characters, 0, written);
            octets = octets[used..];
            if (used == 0 && written == 0)
            {
                return;
            }
        }
    }
}

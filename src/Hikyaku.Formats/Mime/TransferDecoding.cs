using MimeKit.Encodings;

namespace Hikyaku.Formats.Mime;

/// <summary>Undoes a content transfer encoding (RFC 2045 §6).</summary>
public sealed class TransferDecoding
{
    private readonly Func<IMimeDecoder>? _decoder;

    private TransferDecoding(Func<IMimeDecoder>? decoder) => _decoder = decoder;

    /// <summary>The decoding of that encoding's name; null when it is unknown.</summary>
    public static TransferDecoding? Find(string encoding) => encoding switch
    {
        "7BIT" or "8BIT" or "BINARY" => new(null),
        "BASE64" => new(() => new Base64Decoder()),
        "QUOTED-PRINTABLE" => new(() => new QuotedPrintableDecoder()),
        "X-UUENCODE" or "X-UUE" => new(() => new UUDecoder()),
        _ => null,
    };

    /// <summary>A function that decodes piece after piece.</summary>
    public Func<byte[], int, byte[]> Start()
    {
        if (_decoder is null)
        {
            return static (piece, length) => length == piece.Length ? piece : piece[..length];
        }

        var decoder = _decoder();
        return (piece, length) =>
        {
            var output = new byte[decoder.EstimateOutputLength(length)];
            return output[..decoder.Decode(piece, 0, length, output)];
        };
    }
}

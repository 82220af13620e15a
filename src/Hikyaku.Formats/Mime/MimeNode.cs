namespace Hikyaku.Formats.Mime;

/// <summary>A message or body part while its structure is read.</summary>
internal sealed class MimeNode
{
    public required HeaderBlock Headers { get; init; }

    public required ParameterizedValue ContentType { get; init; }

    public PartKind Kind { get; set; }

    public long HeaderOffset { get; init; }

    public long HeaderLength { get; init; }

    public long BodyOffset { get; init; }

    public long BodyLength { get; set; }

    public long Lines { get; set; }

    public List<MimeNode> Children { get; } = [];

    public string Encoding { get; init; } = "7BIT";

    /// <summary>An empty text part at that offset: a multipart has at least one part in BODYSTRUCTURE (RFC 9051 §9, body-type-mpart).</summary>
    public static MimeNode Empty(long offset) => new()
    {
        Headers = new HeaderBlock(),
        ContentType = ParameterizedValue.PlainText,
        HeaderOffset = offset,
        BodyOffset = offset,
    };
}

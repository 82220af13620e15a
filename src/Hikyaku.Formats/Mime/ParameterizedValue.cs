using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>The value of a Content-Type or Content-Disposition field (RFC 2045 §5.1, RFC 2183), parameters raw as received.</summary>
internal sealed record ParameterizedValue(string Type, string Subtype, IReadOnlyList<KeyValuePair<string, byte[]>> Parameters)
{
    /// <summary>RFC 2045 §5.2: what a missing or damaged Content-Type means.</summary>
    public static ParameterizedValue PlainText { get; } = new("TEXT", "PLAIN", [new("CHARSET", "US-ASCII"u8.ToArray())]);

    public static ParameterizedValue Message { get; } = new("MESSAGE", "RFC822", []);

    public bool IsMultipart => Type.Equals("multipart", StringComparison.OrdinalIgnoreCase);

    public bool IsText => Type.Equals("text", StringComparison.OrdinalIgnoreCase);

    public bool IsMessage => Type.Equals("message", StringComparison.OrdinalIgnoreCase)
        && (Subtype.Equals("rfc822", StringComparison.OrdinalIgnoreCase) || Subtype.Equals("global", StringComparison.OrdinalIgnoreCase));

    public bool IsDigest => IsMultipart && Subtype.Equals("digest", StringComparison.OrdinalIgnoreCase);

    public byte[]? Find(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Value;
            }
        }

        return null;
    }

    /// <summary>Reads "type/subtype; a=b"; null when there is no type and subtype.</summary>
    public static ParameterizedValue? ReadType(ReadOnlySpan<byte> value, MimeLimits limits)
    {
        var reader = new StructuredReader(value);
        var type = reader.Token();
        if (type.Length == 0 || !reader.Skip((byte)'/'))
        {
            return null;
        }

        var subtype = reader.Token();
        return subtype.Length == 0 ? null : new(Encoding.Latin1.GetString(type), Encoding.Latin1.GetString(subtype), ReadParameters(ref reader, limits));
    }

    /// <summary>Reads "disposition; a=b"; null when there is no disposition.</summary>
    public static ParameterizedValue? ReadDisposition(ReadOnlySpan<byte> value, MimeLimits limits)
    {
        var reader = new StructuredReader(value);
        var type = reader.Token();
        return type.Length == 0 ? null : new(Encoding.Latin1.GetString(type), "", ReadParameters(ref reader, limits));
    }

    private static List<KeyValuePair<string, byte[]>> ReadParameters(ref StructuredReader reader, MimeLimits limits)
    {
        var parameters = new List<KeyValuePair<string, byte[]>>();
        while (parameters.Count < limits.Parameters && reader.SkipPast((byte)';'))
        {
            var name = reader.Token();
            if (name.Length > 0 && reader.Skip((byte)'='))
            {
                parameters.Add(new(Encoding.Latin1.GetString(name), reader.Value()));
            }
        }

        return parameters;
    }
}

using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Formats.Mime;

/// <summary>Writes BODY and BODYSTRUCTURE (RFC 9051 §7.5.2) from the tree of parts.</summary>
internal readonly struct BodyStructureText(ImapWriter writer, MimeLimits limits, bool isExtended)
{
    public void Write(MimeNode node)
    {
        writer.Raw((byte)'(');
        if (node.Kind == PartKind.Multipart)
        {
            Multipart(node);
        }
        else
        {
            Single(node);
        }

        writer.Raw((byte)')');
    }

    private void Multipart(MimeNode node)
    {
        foreach (var child in node.Children)
        {
            Write(child);
        }

        writer.Raw((byte)' ');
        Text(node.ContentType.Subtype);
        if (isExtended)
        {
            writer.Raw((byte)' ');
            Parameters(node.ContentType);
            Extension(node);
        }
    }

    private void Single(MimeNode node)
    {
        var type = TypeOf(node);
        Text(type.Type);
        writer.Raw((byte)' ');
        Text(type.Subtype);
        writer.Raw((byte)' ');
        Parameters(type);
        Field(node, "Content-ID");
        Field(node, "Content-Description");
        writer.Raw((byte)' ');
        Text(node.Encoding);
        writer.Raw((byte)' ');
        writer.Number(node.BodyLength);
        if (node.Kind == PartKind.Message)
        {
            Message(node);
        }
        else if (type.IsText)
        {
            writer.Raw((byte)' ');
            writer.Number(node.Lines);
        }

        if (isExtended)
        {
            Field(node, "Content-MD5");
            Extension(node);
        }
    }

    // What was not taken apart must not carry a type whose syntax promises more.
    private static ParameterizedValue TypeOf(MimeNode node) => node.Kind == PartKind.Leaf
        && (node.ContentType.IsMultipart || node.ContentType.IsMessage) ? new ParameterizedValue("APPLICATION", "OCTET-STREAM", []) : node.ContentType;

    private void Message(MimeNode node)
    {
        writer.Raw((byte)' ');
        new EnvelopeText(writer, limits).Write(node.Children[0].Headers);
        writer.Raw((byte)' ');
        Write(node.Children[0]);
        writer.Raw((byte)' ');
        writer.Number(node.Lines);
    }

    private void Extension(MimeNode node)
    {
        writer.Raw((byte)' ');
        if (node.Headers.Find("Content-Disposition") is { } value && ParameterizedValue.ReadDisposition(value, limits) is { } disposition)
        {
            writer.Raw((byte)'(');
            Text(disposition.Type);
            writer.Raw((byte)' ');
            Parameters(disposition);
            writer.Raw((byte)')');
        }
        else
        {
            writer.Nil();
        }

        Languages(node);
        Field(node, "Content-Location");
    }

    private void Languages(MimeNode node)
    {
        writer.Raw((byte)' ');
        var languages = Languages(node.Headers.Find("Content-Language"));
        if (languages.Count == 0)
        {
            writer.Nil();
            return;
        }

        writer.Raw((byte)'(');
        for (var i = 0; i < languages.Count; i++)
        {
            writer.Raw(i == 0 ? [] : " "u8);
            writer.String(languages[i]);
        }

        writer.Raw((byte)')');
    }

    private static List<byte[]> Languages(byte[]? value)
    {
        var languages = new List<byte[]>();
        var reader = new StructuredReader(value);
        do
        {
            var tag = reader.Token();
            if (tag.Length > 0)
            {
                languages.Add(tag.ToArray());
            }
        }
        while (languages.Count < 100 && reader.SkipPast((byte)','));
        return languages;
    }

    private void Parameters(ParameterizedValue value)
    {
        if (value.Parameters.Count == 0)
        {
            writer.Nil();
            return;
        }

        var separator = (byte)'(';
        foreach (var (name, octets) in value.Parameters)
        {
            writer.Raw(separator);
            Text(name);
            writer.Raw((byte)' ');
            writer.String(octets);
            separator = (byte)' ';
        }

        writer.Raw((byte)')');
    }

    private void Field(MimeNode node, string name)
    {
        writer.Raw((byte)' ');
        writer.NString(node.Headers.Find(name));
    }

    private void Text(string latin1) => writer.String(System.Text.Encoding.Latin1.GetBytes(latin1));
}

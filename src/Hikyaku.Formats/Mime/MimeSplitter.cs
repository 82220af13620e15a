using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>
/// Takes a message apart in one pass: the tree of its parts with their offsets (RFC 2045, 2046). Any octets are a message.
/// Own code, as it must stop at limits without failing and count lines and offsets exactly as IMAP needs them.
/// </summary>
internal ref struct MimeSplitter(LineSource lines, MimeLimits limits)
{
    private const int NoBoundary = -1;
    private readonly List<byte[]> _boundaries = [];
    private LineSource _lines = lines;
    private int _parts;
    private int _headerOctets;
    private bool _closes;
    private long _lineFeeds;
    private LineFacts _current;
    private LineFacts _previous;

    public MimeNode Split()
    {
        var root = Entity(isInDigest: false, depth: 0, out _);
        root.BodyLength = _lines.End - root.BodyOffset;
        return root;
    }

    /// <summary>Reads one entity up to a boundary of an enclosing multipart; <paramref name="boundary"/> says which.</summary>
    private MimeNode Entity(bool isInDigest, int depth, out int boundary)
    {
        _parts++;
        var start = _lines.End;
        var headers = Header(out var headerEnd, out boundary);
        var node = NewNode(headers, isInDigest, start, headerEnd);
        if (boundary != NoBoundary)
        {
            node.Kind = PartKind.Leaf;
            return node;
        }

        var lineFeedsBefore = _lineFeeds;
        node.Kind = Classify(node, depth);
        boundary = node.Kind switch
        {
            PartKind.Multipart => Multipart(node, depth),
            PartKind.Message => EmbeddedMessage(node, depth),
            _ => SkipText(),
        };
        Close(node, boundary, lineFeedsBefore);
        if (node.Kind == PartKind.Multipart && node.Children.Count == 0)
        {
            node.Children.Add(MimeNode.Empty(node.BodyOffset + node.BodyLength));
        }

        return node;
    }

    private readonly PartKind Classify(MimeNode node, int depth)
    {
        if (depth >= limits.Depth || _parts >= limits.Parts)
        {
            return PartKind.Leaf;
        }

        return node.ContentType switch
        {
            { IsMultipart: true } type when type.Find("boundary") is { Length: > 0 } boundary && boundary.Length <= limits.Boundary => PartKind.Multipart,
            { IsMessage: true } => PartKind.Message,
            _ => PartKind.Leaf,
        };
    }

    private readonly MimeNode NewNode(HeaderBlock headers, bool isInDigest, long start, long headerEnd)
    {
        var type = headers.Find("Content-Type") is { } value
            ? ParameterizedValue.ReadType(value, limits) ?? ParameterizedValue.PlainText
            : isInDigest ? ParameterizedValue.Message : ParameterizedValue.PlainText; // RFC 2046 §5.1.5
        var encoding = headers.Find("Content-Transfer-Encoding") is { } text ? new StructuredReader(text).Token() : [];
        return new MimeNode
        {
            Headers = headers,
            ContentType = type,
            HeaderOffset = start,
            HeaderLength = headerEnd - start,
            BodyOffset = headerEnd,
            Encoding = encoding.Length is 0 or > 40 ? "7BIT" : Encoding.Latin1.GetString(encoding).ToUpperInvariant(),
        };
    }

    private HeaderBlock Header(out long end, out int boundary)
    {
        var headers = new HeaderBlock();
        var field = new HeaderCollector(headers, limits.Fields, Math.Min(limits.HeaderOctets, limits.AllHeaderOctets - _headerOctets));
        boundary = NoBoundary;
        while (NextLine())
        {
            if (_lines.IsLineStart && _lines.Content.Length == 0)
            {
                break;
            }

            if (_lines.IsLineStart && (boundary = MatchBoundary()) != NoBoundary)
            {
                field.Complete();
                end = _lines.Offset;
                return headers;
            }

            field.Add(_lines.Line, _lines.IsLineStart);
        }

        field.Complete();
        _headerOctets += field.Octets;
        end = _lines.End;
        return headers;
    }

    private int EmbeddedMessage(MimeNode node, int depth)
    {
        node.Children.Add(Entity(isInDigest: false, depth + 1, out var boundary));
        return boundary;
    }

    private int Multipart(MimeNode node, int depth)
    {
        var own = _boundaries.Count;
        _boundaries.Add(node.ContentType.Find("boundary")!);
        var boundary = SkipText();
        while (boundary == own && !_closes && _parts < limits.Parts)
        {
            node.Children.Add(Entity(node.ContentType.IsDigest, depth + 1, out boundary));
        }

        _boundaries.RemoveAt(own);
        if (boundary == own)
        {
            boundary = SkipText();
        }

        return boundary;
    }

    /// <summary>Goes over content, a preamble or an epilogue.</summary>
    private int SkipText()
    {
        var boundary = NoBoundary;
        while (NextLine() && (boundary = BoundaryHere()) == NoBoundary)
        {
            // The place is all that is wanted.
        }

        return boundary;
    }

    private void Close(MimeNode node, int boundary, long lineFeedsBefore)
    {
        var lineFeeds = _lineFeeds - lineFeedsBefore;
        if (boundary == NoBoundary)
        {
            node.BodyLength = _lines.End - node.BodyOffset;
            node.Lines = lineFeeds + (node.BodyLength > 0 && !_current.HasLineEnd ? 1 : 0);
            return;
        }

        // RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary.
        lineFeeds -= _current.HasLineEnd ? 1 : 0;
        var end = Math.Max(node.BodyOffset, _lines.Offset - _previous.LineEndLength);
        node.BodyLength = end - node.BodyOffset;
        node.Lines = end == _lines.Offset || _previous.IsEmpty ? Math.Max(0, lineFeeds - (end == _lines.Offset ? 0 : 1)) : lineFeeds;
    }

    private bool NextLine()
    {
        if (!_lines.Next())
        {
            return false;
        }

        _previous = _current;
        _current = new LineFacts(_lines.HasLineEnd, _lines.LineEndLength, _lines.Content.Length == 0);
        _lineFeeds += _lines.HasLineEnd ? 1 : 0;
        return true;
    }

    private int BoundaryHere() => _lines.IsLineStart && _boundaries.Count > 0 ? MatchBoundary() : NoBoundary;

    private int MatchBoundary()
    {
        var line = _lines.Content;
        if (!line.StartsWith("--"u8))
        {
            return NoBoundary;
        }

        line = line[2..];
        for (var level = _boundaries.Count - 1; level >= 0; level--)
        {
            if (!line.StartsWith(_boundaries[level]))
            {
                continue;
            }

            var rest = line[_boundaries[level].Length..].Trim(" \t"u8);
            if (rest.Length == 0 || rest.StartsWith("--"u8))
            {
                _closes = rest.Length > 0;
                return level;
            }
        }

        return NoBoundary;
    }

    private readonly record struct LineFacts(bool HasLineEnd, int LineEndLength, bool IsEmpty);
}

using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Reads the data items of FETCH (RFC 9051 §6.4.5, §9 fetch-att).</summary>
public static class FetchItems
{
    private const int MaxItems = 200;
    private static readonly System.Buffers.SearchValues<char> NotInNames = System.Buffers.SearchValues.Create("(){}[]\"\\%*:");
    private static readonly FetchItem Flags = new(FetchKind.Flags) { Name = "FLAGS" };
    private static readonly FetchItem Date = new(FetchKind.InternalDate) { Name = "INTERNALDATE" };
    private static readonly FetchItem Size = new(FetchKind.Size) { Name = "RFC822.SIZE" };
    private static readonly FetchItem Envelope = new(FetchKind.Envelope) { Name = "ENVELOPE" };
    private static readonly FetchItem Body = new(FetchKind.Body) { Name = "BODY" };

    /// <summary>Reads a macro, an item, or items in parentheses; check the reader for failure.</summary>
    public static List<FetchItem> Read(ref CommandReader reader)
    {
        if (reader.SkipWord("ALL"))
        {
            return [Flags, Date, Size, Envelope];
        }

        if (reader.SkipWord("FAST"))
        {
            return [Flags, Date, Size];
        }

        if (reader.SkipWord("FULL"))
        {
            return [Flags, Date, Size, Envelope, Body];
        }

        var items = new List<FetchItem>();
        var isList = reader.Skip('(');
        do
        {
            items.Add(ReadItem(ref reader));
            if (items.Count > MaxItems)
            {
                reader.Fail("fewer data items");
            }
        }
        while (isList && !reader.HasFailed && reader.Skip(' ') && !reader.Peek(')'));
        if (isList)
        {
            reader.Expect(')');
        }

        return items;
    }

    private static FetchItem ReadItem(ref CommandReader reader)
    {
        var name = Encoding.Latin1.GetString(reader.Until(" ()[<\r\n"u8)).ToUpperInvariant();
        switch (name)
        {
            case "FLAGS": return Flags;
            case "INTERNALDATE": return Date;
            case "RFC822.SIZE": return Size;
            case "ENVELOPE": return Envelope;
            case "UID": return new FetchItem(FetchKind.Uid) { Name = name };
            case "EMAILID": return new FetchItem(FetchKind.EmailId) { Name = name };
            case "THREADID": return new FetchItem(FetchKind.ConversationId) { Name = name };
            case "SAVEDATE": return new FetchItem(FetchKind.SaveDate) { Name = name };
            // RFC 8970 §6: other modifiers than LAZY may come one day; behind PREVIEW alone, the parentheses may be those of FETCH itself.
            case "PREVIEW": return new FetchItem(FetchKind.Preview) { Name = name, IsLazy = reader.SkipWord(" (LAZY)") };
            case "MODSEQ": return new FetchItem(FetchKind.ModSeq) { Name = name };
            case "BODYSTRUCTURE": return new FetchItem(FetchKind.BodyStructure) { Name = name };
            case "RFC822": return new FetchItem(FetchKind.Section) { Name = name, SetsSeen = true };
            case "RFC822.HEADER": return new FetchItem(FetchKind.Section) { Name = name, Section = SectionKind.Header };
            case "RFC822.TEXT": return new FetchItem(FetchKind.Section) { Name = name, Section = SectionKind.Text, SetsSeen = true };
            case "BODY" when !reader.Peek('['): return Body;
            case "BODY" or "BODY.PEEK": return Section(ref reader, name == "BODY");
            case "BINARY" or "BINARY.PEEK": return Binary(ref reader, FetchKind.Binary, name == "BINARY");
            case "BINARY.SIZE": return Binary(ref reader, FetchKind.BinarySize, setsSeen: false);
            default:
                reader.Fail("a data item of FETCH");
                return Flags;
        }
    }

    private static FetchItem Binary(ref CommandReader reader, FetchKind kind, bool setsSeen)
    {
        reader.Expect('[');
        var path = ReadPath(ref reader);
        reader.Expect(']');
        var label = (kind == FetchKind.Binary ? "BINARY[" : "BINARY.SIZE[") + string.Join('.', path) + "]";
        var item = new FetchItem(kind) { Name = label, Part = path, SetsSeen = setsSeen };
        return kind == FetchKind.Binary ? WithPartial(ref reader, item) : item;
    }

    private static FetchItem Section(ref CommandReader reader, bool setsSeen)
    {
        reader.Expect('[');
        var path = ReadPath(ref reader);
        var kind = SectionKind.All;
        List<string> fields = [];
        var label = string.Join('.', path);
        if (!reader.Peek(']'))
        {
            var text = Encoding.Latin1.GetString(reader.Until(" ]"u8)).ToUpperInvariant();
            label += (path.Count > 0 ? "." : "") + text;
            kind = text switch
            {
                "HEADER" => SectionKind.Header,
                "TEXT" => SectionKind.Text,
                "HEADER.FIELDS" => SectionKind.Fields,
                "HEADER.FIELDS.NOT" => SectionKind.FieldsNot,
                "MIME" when path.Count > 0 => SectionKind.Mime,
                _ => SectionKind.All,
            };
            if (kind == SectionKind.All)
            {
                reader.Fail("a section such as HEADER, TEXT or 1.MIME");
            }

            if (kind is SectionKind.Fields or SectionKind.FieldsNot)
            {
                fields = ReadFields(ref reader);
                label += " (" + string.Join(' ', fields) + ")";
            }
        }

        reader.Expect(']');
        var item = new FetchItem(FetchKind.Section) { Name = $"BODY[{label}]", Part = path, Section = kind, Fields = fields, SetsSeen = setsSeen };
        return WithPartial(ref reader, item);
    }

    private static List<int> ReadPath(ref CommandReader reader)
    {
        var path = new List<int>();
        while (!reader.HasFailed && !reader.Peek(']') && path.Count < 100 && reader.PeekDigit())
        {
            var number = (int)reader.Number(int.MaxValue);
            path.Add(number);
            if (number == 0)
            {
                reader.Fail("a part number from 1");
            }

            if (!reader.Skip('.'))
            {
                return reader.Peek(']') || reader.Fail("'.' or ']'") ? path : [];
            }

            if (reader.Peek(']'))
            {
                reader.Fail("a part number or a section");
            }
        }

        return path;
    }

    private static List<string> ReadFields(ref CommandReader reader)
    {
        var fields = new List<string>();
        reader.Expect(' ');
        reader.Expect('(');
        do
        {
            var name = Encoding.Latin1.GetString(reader.AString()).ToUpperInvariant();
            // RFC 5322 §3.6.8: what is no field name would not be valid in the answer either.
            if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.AsSpan().ContainsAny(NotInNames))
            {
                reader.Fail("a header field name");
            }

            fields.Add(name);
        }
        while (!reader.HasFailed && fields.Count < 500 && reader.Skip(' '));
        reader.Expect(')');
        return fields;
    }

    private static FetchItem WithPartial(ref CommandReader reader, FetchItem item)
    {
        if (!reader.Skip('<'))
        {
            return item;
        }

        var from = (uint)reader.Number();
        reader.Expect('.');
        var count = (uint)reader.Number();
        reader.Expect('>');
        if (count == 0)
        {
            reader.Fail("a count of octets from 1");
        }

        return item with { From = from, Count = count, Name = $"{item.Name}<{from}>" };
    }
}

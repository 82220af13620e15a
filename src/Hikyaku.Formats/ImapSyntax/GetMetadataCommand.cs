using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The arguments of GETMETADATA (RFC 5464 §4.2).</summary>
/// <param name="Mailbox">The mailbox as the client wrote it; empty for the server.</param>
/// <param name="Names">The wanted names.</param>
/// <param name="MaxSize">The most octets of a value.</param>
/// <param name="Depth">How many levels below the names are wanted too.</param>
public sealed record GetMetadataCommand(byte[] Mailbox, IReadOnlyList<string> Names, long MaxSize, int Depth)
{
    private const int MaxNames = 200;

    /// <summary>Reads them; null after a failure.</summary>
    public static GetMetadataCommand? Read(ref CommandReader reader)
    {
        var (maxSize, depth) = (long.MaxValue, 0);
        if (reader.Skip('('))
        {
            ReadOptions(ref reader, ref maxSize, ref depth);
            reader.Expect(' ');
        }

        var mailbox = reader.AString();
        reader.Expect(' ');
        // The examples of RFC 5464 §4.2 have the options here, against its grammar.
        var probe = reader;
        if (probe.Skip('(') && (probe.SkipWord("MAXSIZE") || probe.SkipWord("DEPTH")))
        {
            reader.Skip('(');
            ReadOptions(ref reader, ref maxSize, ref depth);
            reader.Expect(' ');
        }

        var names = ReadNames(ref reader);
        return reader.ExpectEnd() ? new GetMetadataCommand(mailbox, names, maxSize, depth) : null;
    }

    /// <summary>Reads one name, or names in parentheses.</summary>
    public static List<string> ReadNames(ref CommandReader reader)
    {
        var names = new List<string>();
        var isList = reader.Skip('(');
        do
        {
            // A name may also be the root of all: "/private" and "/shared" with DEPTH.
            var wire = reader.AString();
            var name = AnnotationName.Normalize(wire) ?? (Ascii.EqualsIgnoreCase(wire, "/private") ? "/private" : Ascii.EqualsIgnoreCase(wire, "/shared") ? "/shared" : null);
            if (name is null || names.Count >= MaxNames)
            {
                reader.Fail("the name of an annotation");
            }

            names.Add(name ?? "");
        }
        while (isList && !reader.HasFailed && reader.Skip(' '));
        if (isList)
        {
            reader.Expect(')');
        }

        return names;
    }

    private static void ReadOptions(ref CommandReader reader, ref long maxSize, ref int depth)
    {
        do
        {
            if (reader.SkipWord("MAXSIZE"))
            {
                reader.Expect(' ');
                maxSize = (long)reader.Number();
            }
            else if (reader.SkipWord("DEPTH"))
            {
                reader.Expect(' ');
                depth = reader.SkipWord("0") ? 0 : reader.SkipWord("1") ? 1 : reader.SkipWord("INFINITY") ? AnnotationName.MaxLength : -1;
                if (depth < 0)
                {
                    reader.Fail("0, 1 or infinity");
                }
            }
            else
            {
                reader.Fail("MAXSIZE or DEPTH");
            }
        }
        while (!reader.HasFailed && reader.Skip(' '));
        reader.Expect(')');
    }
}

using System.Text;
using CsCheck;
using Hikyaku.Formats.Mime;

namespace Hikyaku.Tests.Mime;

public sealed class MessageAnalyzerTests
{
    static MessageAnalyzerTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static MessageAnalysis Analyze(string latin1) => MessageAnalyzer.Analyze(Encoding.Latin1.GetBytes(latin1.ReplaceLineEndings("\r\n")));

    private static string Text(byte[] octets) => Encoding.Latin1.GetString(octets);

    [Fact]
    public void Envelope_of_the_standard_example()
    {
        var analysis = Analyze("""
            Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)
            From: Terry Gray <gray@cac.washington.edu>
            Subject: IMAP4rev2 WG mtg summary and minutes
            To: imap@cac.washington.edu
            cc: minutes@CNRI.Reston.VA.US,
              John Klensin <KLENSIN@MIT.EDU>
            Message-Id: <B27397-0100000@cac.washington.edu>
            MIME-Version: 1.0

            Hi
            """);
        Assert.Equal(
            "(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev2 WG mtg summary and minutes\" "
            + "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
            + "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((NIL NIL \"imap\" \"cac.washington.edu\")) "
            + "((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\")) NIL NIL "
            + "\"<B27397-0100000@cac.washington.edu>\")",
            Text(analysis.Envelope));
        Assert.Equal("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 2 1)", Text(analysis.Body));
    }

    [Theory]
    [InlineData("a@b.example", "((NIL NIL \"a\" \"b.example\"))")]
    [InlineData("a@b.example (Some One)", "((\"Some One\" NIL \"a\" \"b.example\"))")]
    [InlineData("\"One, Some\" <a@b.example>, c@d.example", "((\"One, Some\" NIL \"a\" \"b.example\")(NIL NIL \"c\" \"d.example\"))")]
    [InlineData("Team: a@b.example, <c@d.example>;", "((NIL NIL \"Team\" NIL)(NIL NIL \"a\" \"b.example\")(NIL NIL \"c\" \"d.example\")(NIL NIL NIL NIL))")]
    [InlineData("undisclosed-recipients:;", "((NIL NIL \"undisclosed-recipients\" NIL)(NIL NIL NIL NIL))")]
    [InlineData("<@x.example,@y.example:a@b.example>", "((NIL \"@x.example,@y.example\" \"a\" \"b.example\"))")]
    [InlineData("nobody", "((NIL NIL \"nobody\" \"MISSING_DOMAIN\"))")]
    [InlineData("a@b.example <c@d.example>", "((\"a@b.example\" NIL \"c\" \"d.example\"))")]
    [InlineData("=?utf-8?B?5pel?= <a@b.example>", "((\"=?utf-8?B?5pel?=\" NIL \"a\" \"b.example\"))")]
    [InlineData("\"q\\\"uote\" <\"a b\"@c.example>", "((\"q\\\"uote\" NIL \"a b\" \"c.example\"))")]
    [InlineData("", "NIL")]
    public void Address_forms(string field, string expected)
    {
        var envelope = Text(Analyze("To: " + field + "\n\n").Envelope);
        Assert.Equal($"(NIL NIL NIL NIL NIL {expected} NIL NIL NIL NIL)", envelope);
    }

    [Fact]
    public void Raw_8_bit_header_becomes_a_literal_and_is_decoded_as_Japanese()
    {
        var subject = Encoding.GetEncoding(932).GetBytes("会議のお知らせ");
        var analysis = MessageAnalyzer.Analyze((byte[])[.. "Subject: "u8, .. subject, .. "\r\n\r\n"u8]);
        Assert.StartsWith($"(NIL {{{subject.Length}}}\r\n", Text(analysis.Envelope));
        Assert.Equal("会議のお知らせ", analysis.Columns.Subject);
    }

    [Fact]
    public void Structure_of_a_multipart_with_an_embedded_message()
    {
        var analysis = Analyze("""
            Content-Type: multipart/mixed; boundary="b1"

            preamble
            --b1
            Content-Type: text/plain; charset=utf-8; format=flowed
            Content-Language: en, ja

            one
            two
            --b1
            Content-Type: message/rfc822
            Content-Disposition: attachment; filename="x.eml"

            Subject: inner
            Content-Type: multipart/alternative; boundary=b2

            --b2

            a
            --b2
            Content-Type: text/html
            Content-Transfer-Encoding: base64

            PGI+
            --b2--

            --b1
            Content-Type: image/png; name=p.png
            Content-ID: <i@x>
            Content-Transfer-Encoding: base64

            AAAA
            --b1--
            epilogue
            """);
        var inner = "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 1 1 NIL NIL NIL NIL)"
            + "(\"text\" \"html\" NIL NIL NIL \"BASE64\" 4 1 NIL NIL NIL NIL) \"alternative\" (\"boundary\" \"b2\") NIL NIL NIL)";
        Assert.Equal(
            "((\"text\" \"plain\" (\"charset\" \"utf-8\" \"format\" \"flowed\") NIL NIL \"7BIT\" 8 2 NIL NIL (\"en\" \"ja\") NIL)"
            + "(\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 161 (NIL \"inner\" NIL NIL NIL NIL NIL NIL NIL NIL) "
            + inner + " 12 NIL (\"attachment\" (\"filename\" \"x.eml\")) NIL NIL)"
            + "(\"image\" \"png\" (\"name\" \"p.png\") \"<i@x>\" NIL \"BASE64\" 4 NIL NIL NIL NIL) \"mixed\" (\"boundary\" \"b1\") NIL NIL NIL)",
            Text(analysis.BodyStructure));
    }

    [Theory]
    [InlineData("Content-Type: nonsense\n\nx\n", "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 3 1)")]
    [InlineData("Content-Type: multipart/mixed\n\nx\n", "(\"APPLICATION\" \"OCTET-STREAM\" NIL NIL NIL \"7BIT\" 3)")]
    [InlineData("Content-Type: multipart/mixed; boundary=q\n\nx\n", "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 0 0) \"mixed\")")]
    [InlineData("", "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 0 0)")]
    public void Damaged_structures_have_valid_texts(string message, string expected) => Assert.Equal(expected, Text(Analyze(message).Body));

    [Theory]
    [InlineData("text/plain; charset=iso-2022-jp", "7bit", 50220, "日本語の本文")]
    [InlineData("text/plain; charset=Shift_JIS", "8bit", 932, "日本語の本文")]
    [InlineData("text/plain; charset=EUC-JP", "base64", 51932, "日本語の本文")]
    [InlineData("text/html; charset=utf-8", "base64", 65001, "<style>x</style><p>日本語の<b>本文</b></p>")]
    public void Preview_is_decoded(string type, string encoding, int codePage, string body)
    {
        var octets = Encoding.GetEncoding(codePage).GetBytes(body);
        octets = encoding == "base64" ? Encoding.ASCII.GetBytes(Convert.ToBase64String(octets)) : octets;
        var header = Encoding.ASCII.GetBytes($"Content-Type: {type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n");
        Assert.Equal("日本語の本文", MessageAnalyzer.Analyze((byte[])[.. header, .. octets]).Preview);
    }

    [Theory]
    [InlineData("utf-8", 65001, 7)]
    [InlineData("utf-8", 65001, 150)]
    [InlineData("iso-2022-jp", 50220, 10)]
    [InlineData("Shift_JIS", 932, 190)]
    [InlineData("utf-8", 65001, 2000)]
    public void Preview_of_a_long_text_is_its_beginning(string charset, int codePage, int word)
    {
        var body = string.Join("   \r\n\r\n", Enumerable.Range(0, 1 + (9000 / word)).Select(n => new string((char)('あ' + (n % 50)), word)));
        var header = Encoding.ASCII.GetBytes($"Content-Type: text/plain; charset={charset}\r\n\r\n");
        var octets = Encoding.GetEncoding(codePage).GetBytes(body);

        var preview = MessageAnalyzer.Analyze((byte[])[.. header, .. octets]).Preview;

        Assert.Equal(string.Join(' ', body.Split("   \r\n\r\n"))[..200].TrimEnd(), preview);
    }

    [Theory]
    [InlineData("Re: [list] Fwd: Hello (fwd)", "Hello")]
    [InlineData("RE[2]: x", "x")]
    [InlineData("[fwd: Re: y]", "y")]
    [InlineData("[only]", "[only]")]
    public void Base_subjects(string subject, string expected) => Assert.Equal(expected, BaseSubject.Of(subject));

    [Fact]
    public void Deep_nesting_ends_at_the_limit()
    {
        var message = string.Concat(Enumerable.Range(0, 5000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"));
        Assert.NotEmpty(Analyze(message).BodyStructure);
    }

    [Fact]
    public void Many_parts_end_at_the_limit()
    {
        var message = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 20_000));
        Assert.InRange(Analyze(message).Parts.Root.Children.Length, 100, 1000);
    }

    [Fact]
    public void Any_octets_give_offsets_inside_the_message()
    {
        string[] pieces = ["\r\n", "\n", "--b", "--b--", "--c", "Content-Type: multipart/mixed; boundary=b", "Content-Type: multipart/digest; boundary=\"c\"",
            "Content-Type: message/rfc822", "From: ", "To: a@b,", "<", ">", ":", ";", "(", "\"", "\0", "\u00e9", "\u0081", " ", "x", "Content-Disposition: ", "=?iso-2022-jp?B?", "?="];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 60].Sample(parts =>
        {
            var message = Encoding.Latin1.GetBytes(string.Concat(parts));
            var analysis = MessageAnalyzer.Analyze(message);
            AssertInside(analysis.Parts.Root, 0, message.Length);
            Assert.DoesNotContain((byte)0, analysis.BodyStructure);
            Assert.True(PartMap.TryRead(analysis.Parts.ToBytes(), out var read));
            Assert.Equal(analysis.Parts.ToBytes(), read.ToBytes());
            using var stream = new MemoryStream(message);
            Assert.Equal(analysis.BodyStructure, MessageAnalyzer.Analyze(stream).BodyStructure);
        });
    }

    [Fact]
    public void Damaged_part_maps_are_refused_without_exceptions() =>
        Gen.Byte.Array[0, 40].Sample(octets => { PartMap.TryRead(octets, out _); });

    [Fact]
    public void Parts_of_built_messages_are_cut_out_exactly()
    {
        string[] bits = ["", "a", "line\r\n", "\r\n", "--x", "x\r\n\r\ny"];
        var text = Gen.Int[0, bits.Length - 1].Select(i => bits[i]).Array[0, 5].Select(string.Concat);
        text.Array[1, 4].Sample(bodies =>
        {
            var message = "Content-Type: multipart/mixed; boundary=bb\r\n\r\n" + string.Concat(bodies.Select(body => "--bb\r\nX: y\r\n\r\n" + body + "\r\n")) + "--bb--\r\n";
            var map = Analyze(message).Parts;
            for (var i = 0; i < bodies.Length; i++)
            {
                var part = map.Find([i + 1])!;
                Assert.Equal(bodies[i], message.Substring((int)part.BodyOffset, (int)part.BodyLength));
                Assert.Equal("X: y\r\n\r\n", message.Substring((int)part.HeaderOffset, (int)part.HeaderLength));
            }
        });
    }

    [Fact]
    public void Part_numbers_follow_the_standard()
    {
        var map = Analyze("Content-Type: message/rfc822\n\nSubject: x\n\nbody").Parts;
        Assert.Same(map.Root, map.Find([1]));
        Assert.Same(map.Root.Children[0], map.Find([1, 1]));
        Assert.Null(map.Find([1, 1, 1]));
        Assert.Null(map.Find([2]));
        Assert.Null(map.Find([0]));
    }

    private static void AssertInside(MessagePart part, long from, long to)
    {
        Assert.InRange(part.HeaderOffset, from, to);
        Assert.InRange(part.HeaderOffset + part.HeaderLength, part.HeaderOffset, to);
        Assert.InRange(part.BodyOffset, part.HeaderOffset, to);
        Assert.InRange(part.BodyOffset + part.BodyLength, part.BodyOffset, to);
        foreach (var child in part.Children)
        {
            AssertInside(child, from, to);
        }
    }
}

using System.Buffers;
using System.Text;
using CsCheck;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

public sealed class ImapWriterTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("a\r\nb", "{4}\r\na\r\nb")]
    [InlineData("ü", "{2}\r\nü")]
    public void Text_is_quoted_where_it_may_be(string text, string wire) => Assert.Equal(wire, Wire(writer => writer.String(text)));

    [Fact]
    public void Utf8_stands_in_quotes_for_clients_of_RFC_9051() => Assert.Equal("\"日\\\"本\"", Wire(writer => writer.String("日\"本", utf8Quoted: true)));

    [Fact]
    public void A_NUL_is_never_sent_in_a_string() => Assert.Equal("{3}\r\na?b", Wire(writer => writer.String("a\0b"u8)));

    [Fact]
    public void No_text_is_NIL() => Assert.Equal("NIL", Wire(writer => writer.NString(null)));

    [Fact]
    public void Whatever_is_written_is_read_again()
    {
        Gen.Byte.Array[0, 1200].Sample(octets =>
        {
            var output = new ArrayBufferWriter<byte>();
            new ImapWriter(output).String(octets);

            var reader = new CommandReader(output.WrittenSpan);
            var read = reader.String();

            Assert.True(reader.ExpectEnd());
            Assert.Equal(octets.Select(octet => octet == 0 ? (byte)'?' : octet), read);
        });
    }

    private static string Wire(Action<ImapWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new ImapWriter(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

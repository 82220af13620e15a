using System.Buffers;
using System.Text;
using CsCheck;
using Hikyaku.Formats.Pop3Syntax;

namespace Hikyaku.Tests.Pop3Syntax;

public sealed class MultiLineWriterTests
{
    private static readonly string[] Pieces = ["\r\n", ".", "a", "\0", "\n"];

    [Theory]
    [InlineData("A: b\r\n\r\nbody\r\n", "A: b\r\n\r\nbody\r\n.\r\n")]
    [InlineData("A: b\r\n\r\n.\r\n..x\r\n", "A: b\r\n\r\n..\r\n...x\r\n.\r\n")]
    [InlineData("A: b\r\n\r\nno end", "A: b\r\n\r\nno end\r\n.\r\n")]
    [InlineData("A: b\r\n", "A: b\r\n\r\n.\r\n")]
    [InlineData("", "\r\n.\r\n")]
    [InlineData("A: b\r\n\r\nbare\n", "A: b\r\n\r\nbare\n\r\n.\r\n")]
    [InlineData("A: b\r\n\r\nx\0y\r\n", "A: b\r\n\r\nx\u0080y\r\n.\r\n")]
    public void A_message_is_stuffed_and_ended(string message, string response) => Assert.Equal(response, Write(message, null, int.MaxValue));

    [Theory]
    [InlineData(0, "A: b\r\n\r\n.\r\n")]
    [InlineData(1, "A: b\r\n\r\n1\r\n.\r\n")]
    [InlineData(9, "A: b\r\n\r\n1\r\n2\r\n.\r\n")]
    public void Top_gives_the_header_and_the_wanted_lines(int lines, string response) => Assert.Equal(response, Write("A: b\r\n\r\n1\r\n2\r\n", lines, int.MaxValue));

    [Fact]
    public void Pieces_of_any_size_give_the_same_response() =>
        Gen.Select(Gen.Int[0, 4].Select(i => Pieces[i]).List[0, 40], Gen.Int[1, 7]).Sample((parts, size) =>
        {
            var message = string.Concat(parts);
            Assert.Equal(Write(message, null, int.MaxValue), Write(message, null, size));
        });

    private static string Write(string message, int? lines, int pieceSize)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MultiLineWriter(lines);
        foreach (var piece in Encoding.Latin1.GetBytes(message).Chunk(pieceSize))
        {
            writer.Write(piece, output);
        }

        writer.Finish(output);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }
}

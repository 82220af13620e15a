using System.Text;
using CsCheck;
using Hikyaku.Protocols.Smtp.Client;

namespace Hikyaku.Tests.Smtp.Client;

public sealed class DotStuffingTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData(".\r\n..\r\n", "..\r\n...\r\n.\r\n")]
    [InlineData("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r\r\n", "a\r\n\r\n.\r\n")]
    public void Lines_take_the_form_of_DATA(string message, string wire) => Assert.Equal(wire, Stuff(Encoding.ASCII.GetBytes(message), 1000));

    [Fact]
    public void No_message_ends_the_data_early_however_it_is_cut() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 40], Gen.Int[1, 7]).Sample((parts, block) =>
        {
            var wire = Stuff(Encoding.ASCII.GetBytes(string.Concat(parts.Select(p => "\r\n.a"[p]))), block);

            Assert.Equal(wire.Length - 3, ("\r\n" + wire).IndexOf("\r\n.\r\n", StringComparison.Ordinal));
            Assert.DoesNotContain("\n", wire.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("\r", wire.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        });

    private static string Stuff(byte[] message, int block)
    {
        var stuffing = default(DotStuffing);
        var wire = new List<byte>();
        var output = new byte[Math.Max(8, DotStuffing.MaxOutput(block))];
        foreach (var part in message.Chunk(block))
        {
            wire.AddRange(output[..stuffing.Write(part, output)]);
        }

        wire.AddRange(output[..stuffing.Complete(output)]);
        return Encoding.ASCII.GetString([.. wire]);
    }
}

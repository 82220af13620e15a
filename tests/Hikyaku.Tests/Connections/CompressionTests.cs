using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using CsCheck;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Tests.Connections;

public sealed class CompressionTests
{
    [Fact]
    public Task Whatever_is_written_comes_out_the_same_however_it_is_flushed_and_rested() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[0, 2]).List[1, 20].SampleAsync(async writes =>
        {
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
            using var writer = new DeflateWriter(pipe.Writer);
            var expected = new List<byte>();
            foreach (var (octets, then) in writes)
            {
                octets.CopyTo(writer.GetMemory(octets.Length));
                writer.Advance(octets.Length);
                expected.AddRange(octets);
                if (then > 0)
                    await writer.FlushAsync();
                if (then > 1)
                    writer.Rest();
            }

            await writer.CompleteAsync();

            Assert.Equal(expected, await Inflate(pipe.Reader, expected.Count));
        }, iter: 60, threads: 1);

    [Fact]
    public async Task Each_flush_can_be_read_without_what_comes_later()
    {
        var pipe = new Pipe();
        using var writer = new DeflateWriter(pipe.Writer);
        Encoding.ASCII.GetBytes("* OK hello\r\n", writer);
        Assert.Equal(12, writer.UnflushedBytes);

        await writer.FlushAsync();

        Assert.Equal(0, writer.UnflushedBytes);
        Assert.Equal("* OK hello\r\n"u8.ToArray(), await Inflate(pipe.Reader, 12));
    }

    [Fact]
    public async Task Octets_that_grow_are_read_no_faster_than_they_are_used()
    {
        var bomb = new MemoryStream();
        await using (var deflate = new DeflateStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
            await deflate.WriteAsync(new byte[50_000_000]);
        var input = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await input.Writer.WriteAsync(bomb.ToArray());
        await using var transport = DeflateTransport.Over(input.Reader, new Pipe().Writer);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = await transport.Input.ReadAsync();

        Assert.InRange(read.Buffer.Length, 1, 64 * 1024);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        transport.Input.AdvanceTo(read.Buffer.End);
    }

    private static async Task<byte[]> Inflate(PipeReader reader, int count)
    {
        await using var inflate = new DeflateStream(reader.AsStream(), CompressionMode.Decompress);
        var octets = new byte[count];
        await inflate.ReadExactlyAsync(octets);
        return octets;
    }
}

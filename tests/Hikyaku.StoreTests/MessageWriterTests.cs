namespace Hikyaku.StoreTests;

public sealed class MessageWriterTests
{
    private const int Piece = 64 * 1024;
    private const int Pieces = 48;

    [Fact]
    public async Task A_message_that_is_in_a_file_holds_no_memory()
    {
        await using var test = await TestStore.Open();
        await using var writer = test.Store.CreateMessage();
        for (var i = 0; i < Pieces; i++)
        {
            writer.Write(new byte[Piece]);
        }

        Assert.Equal(0, writer.Held);
        await using var content = await writer.Complete(0);
        Assert.Equal(Pieces * Piece, content.Length);
        Assert.Equal(Pieces * Piece, new FileInfo(content.FilePath!).Length);
    }
}

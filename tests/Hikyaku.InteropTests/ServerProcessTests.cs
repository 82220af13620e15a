namespace Hikyaku.InteropTests;

/// <summary>The program as an operator sees it.</summary>
public sealed class ServerProcessTests
{
    [Fact]
    public async Task It_stops_in_order_when_it_is_told_to()
    {
        await using var server = new RealServer();
        await server.InitializeAsync();
        var code = await server.Stop();

        Assert.Equal(0, code);
        Assert.Contains("Stopping", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_work_beside_the_running_server()
    {
        await using var server = new RealServer();
        await server.InitializeAsync();
        await server.Command("", "alias", "add", "sales@example.test", RealServer.Alice);

        Assert.Contains("sales@example.test", await server.Command("", "alias", "list", "--json"), StringComparison.Ordinal);
    }
}

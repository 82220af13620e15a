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

    [Fact]
    public async Task Nothing_in_the_data_folder_is_open_to_other_users()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such rights.");
            return;
        }

        await using var server = new RealServer();
        await server.InitializeAsync();
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var data = Path.Combine(server.Folder, "data");
        string[] all = [data, .. Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories)];

        Assert.Contains(all, path => path.EndsWith("hikyaku.db", StringComparison.Ordinal));
        foreach (var path in all)
            Assert.True((File.GetUnixFileMode(path) & others) == UnixFileMode.None, path);
    }
}

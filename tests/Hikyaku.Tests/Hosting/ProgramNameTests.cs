using Hikyaku.Hosting;

namespace Hikyaku.Tests.Hosting;

public sealed class ProgramNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hikyaku-name").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/home/a/clone/src/bin/hikyaku", "/home/a/clone", "src/bin/hikyaku")]
    [InlineData("/home/a/clone/hikyaku", "/home/a/clone", "./hikyaku")]
    [InlineData("/usr/lib/hikyaku/hikyaku", "/home/a", "/usr/lib/hikyaku/hikyaku")]
    [InlineData("/usr/bin/dotnet", "/usr", "hikyaku")]
    [InlineData(null, "/usr", "hikyaku")]
    public void A_program_that_the_shell_does_not_find_is_named_by_its_path(string? process, string current, string typed)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has other paths.");

        Assert.Equal(typed, ProgramName.Typed(process, _folder, current));
    }

    [Fact]
    public void A_program_that_the_shell_finds_is_named_alone()
    {
        File.WriteAllText(Path.Combine(_folder, "hikyaku"), "");

        Assert.Equal("hikyaku", ProgramName.Typed("/usr/lib/hikyaku/hikyaku", "/nowhere" + Path.PathSeparator + _folder, "/"));
    }
}

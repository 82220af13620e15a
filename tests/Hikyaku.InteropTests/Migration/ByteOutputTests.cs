using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.InteropTests.Migration;

public sealed class ByteOutputTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hikyaku-output-").FullName;

    [Fact]
    public void Folders_are_made_with_those_above_them()
    {
        ByteOutput.MakeFolders(BytePath.FromUtf8(_folder) / "a" / "b" / "c");

        Assert.True(System.IO.Directory.Exists(Path.Combine(_folder, "a/b/c")));
    }

    [Fact]
    public void A_folder_below_a_link_to_nowhere_is_refused_with_its_name()
    {
        System.IO.File.CreateSymbolicLink(Path.Combine(_folder, "disk"), Path.Combine(_folder, "not-mounted"));

        var refused = Assert.Throws<IOException>(() => ByteOutput.MakeFolders(BytePath.FromUtf8(_folder) / "disk" / "export"));

        Assert.Contains("disk/export", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}

using Hikyaku.Formats.Maildir;

namespace Hikyaku.Tests.Maildir;

public sealed class FolderNameTests
{
    [Fact]
    public void A_folder_in_utf8_among_others_in_modified_utf7_keeps_its_name()
    {
        byte[][] directories = [".&ZeVnLIqe-"u8.ToArray(), ".日本.2026"u8.ToArray()];
        var encoding = FolderName.Decide(directories);

        var names = directories.Select(directory => (FolderName.Decode(directory, encoding, out var exact), exact));

        Assert.Equal([("日本語", true), ("日本/2026", true)], names);
    }

    [Fact]
    public void Octets_that_are_neither_are_kept_one_by_one()
    {
        Assert.Equal("é", FolderName.Decode([(byte)'.', 0xe9], FolderEncoding.ModifiedUtf7, out var exact));
        Assert.False(exact);
    }
}

using Hikyaku.Formats.Maildir;
using Hikyaku.Formats.Vpopmail;

namespace Hikyaku.InteropTests.Migration;

public sealed class OldFormatTests : IDisposable
{
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-formats-").FullName;

    [Theory]
    [InlineData("å±±ç”° èŠ±å\u00ad\u0090", "山田 花子")]
    [InlineData("å±±", "山")]
    [InlineData("山田", "山田")]
    [InlineData("Andr\u00e9", "André")]
    [InlineData("plain", "plain")]
    public void Utf8_in_a_latin1_column_is_read_as_such(string column, string text) => Assert.Equal(text, LatinColumn.Decode(column));

    [Fact]
    public void A_uid_far_above_the_header_is_no_uid()
    {
        var list = UidList.Parse("1 123456789 3\n1 a\n2 b\n4294967290 c\n4 d\n"u8)!;

        Assert.Equal(["a", "b", "d"], list.Entries.Select(entry => entry.BaseName));
        Assert.Equal(5u, list.NextUid);
        Assert.Single(list.BadLines);
    }

    [Fact]
    public async Task An_empty_P_means_the_base_name()
    {
        await using var here = await OpenFolder.At(_data);
        _host.Write(Path.Combine(_host.Maildir("suzuki"), "dovecot-uidlist"), "3 V1234567890 N30\n10 S20 P :1100000002.M1P1.old,S=20,W=22\n20 :1100000001.M2P1.old,S=20,W=22\n");

        await here.Import(_host.Source());

        Assert.Contains("<1 1100000002.M1P1.old,S=20,W=22>", await here.Mail("suzuki@sakura.example"), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _host.Dispose();
        using var remove = System.Diagnostics.Process.Start("/bin/rm", ["-rf", _data]);
        remove.WaitForExit();
    }
}

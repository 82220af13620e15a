using System.Text;
using Hikyaku.Formats.Mime;

namespace Hikyaku.Tests.Mime;

public sealed class AttachmentNamesTests
{
    [Theory]
    [InlineData("Content-Disposition: attachment; filename=y.txt; filename=\"a.exe\"\r\n\r\n")]
    [InlineData("Content-Disposition: attachment; filename=\"y;.txt\"; FileName = a.exe\r\n\r\n")]
    [InlineData("Content-Type: application/x; name=y.txt;\r\n name=a.exe\r\n\r\n")]
    public void Each_of_several_names_counts(string header) =>
        Assert.Contains("a.exe", AttachmentNames.Read(Encoding.ASCII.GetBytes(header)));

    [Fact]
    public void A_semicolon_in_quotes_begins_no_name() =>
        Assert.DoesNotContain("a.exe", AttachmentNames.Read("Content-Disposition: attachment; x=\"; filename=a.exe\"\r\n\r\n"u8.ToArray()));
}

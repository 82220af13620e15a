using System.IO.Compression;
using System.Net;
using System.Text;
using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Checks.Attachments;
using Hikyaku.Mail.Store;

namespace Hikyaku.Tests.Checks;

public sealed class AttachmentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Content-Disposition: attachment; filename=run.EXE", "*.exe")]
    [InlineData("Content-Disposition: attachment; filename=\"run.exe. .\"", "*.exe")]
    [InlineData("Content-Type: application/octet-stream; name=\"run.exe\"\r\nContent-Disposition: attachment; filename=nice.txt", "*.exe")]
    [InlineData("Content-Disposition: attachment;\r\n filename*0=\"run.e\";\r\n filename*1=xe", "*.exe")]
    [InlineData("Content-Disposition: attachment; filename*=utf-8''%72un%2Eexe", "*.exe")]
    [InlineData("Content-Disposition: attachment; filename=\"=?utf-8?B?cnVuLmV4ZQ==?=\"", "*.exe")]
    [InlineData("Content-Disposition: attachment; filename=\"C:\\\\run.bat\"", "run.*")]
    [InlineData("Content-Type: application/x-msdownload", "application/x-ms*")]
    [InlineData("Content-Disposition: attachment; filename=fine.pdf", null)]
    [InlineData("Content-Type: text/plain", null)]
    public async Task Names_and_types_of_body_parts_are_compared(string header, string? pattern)
    {
        var finding = await Look($"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n{header}\r\n\r\nx\r\n--b--\r\n");

        Assert.Equal(pattern is not null, finding is not null);
        Assert.Contains(pattern ?? "", finding?.Reason ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_a_message_is_looked_at_too() => Assert.NotNull(await Look(
        "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\nContent-Type: application/pdf; name=run.exe\r\n\r\nx\r\n"));

    [Theory]
    [InlineData(CompressionLevel.SmallestSize, "folder/run.exe", true)]
    [InlineData(CompressionLevel.NoCompression, "run.exe", true)]
    [InlineData(CompressionLevel.SmallestSize, "folder/fine.txt", false)]
    public async Task Names_in_a_zip_archive_are_compared(CompressionLevel level, string name, bool isFound) =>
        Assert.Equal(isFound, await Look(Attached(Zip(name, new byte[5000], level))) is not null);

    [Fact]
    public async Task An_archive_that_lies_in_an_archive_without_compression_is_seen() =>
        Assert.NotNull(await Look(Attached(Zip("inner.zip", Zip("run.exe", new byte[99], CompressionLevel.SmallestSize), CompressionLevel.NoCompression))));

    [Fact]
    public void An_archive_in_pieces_of_one_octet_gives_the_same_names()
    {
        var scan = new ZipNames();
        foreach (var octet in Zip("日本語.txt", new byte[300], CompressionLevel.Fastest))
        {
            scan.Scan([octet]);
        }

        Assert.Equal(["日本語.txt"], scan.Names);
    }

    [Fact]
    public async Task Nothing_is_found_while_nothing_is_named()
    {
        var check = new AttachmentCheck(await TestSettings.With());
        Assert.Null(await check.Look(Visit("Content-Type: application/x-msdownload; name=run.exe\r\n\r\nx\r\n"), Cancellation));
    }

    private static async Task<Finding?> Look(string message)
    {
        var settings = await TestSettings.With(("checks.attachmentNames", "*.exe *.js run.*"), ("checks.attachmentTypes", "application/x-ms*"));
        return await new AttachmentCheck(settings).Look(Visit(message), Cancellation);
    }

    private static BorderVisit Visit(string message)
    {
        var visit = BorderChecks.Open(IPAddress.Loopback);
        visit.Content = MessageContent.FromMemory(Encoding.UTF8.GetBytes(message));
        return visit;
    }

    private static string Attached(byte[] archive) =>
        "MIME-Version: 1.0\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Convert.ToBase64String(archive, Base64FormattingOptions.InsertLineBreaks) + "\r\n";

    private static byte[] Zip(string name, byte[] octets, CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry(name, level).Open())
        {
            entry.Write(octets);
        }

        return stream.ToArray();
    }
}

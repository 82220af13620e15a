using System.Text;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

public sealed class ImapUrlReaderTests
{
    [Fact]
    public void A_whole_url_is_read()
    {
        var url = Read("imap://alice%40example.test;AUTH=*@Mail.example.test:143/Entw%C3%BCrfe;UIDVALIDITY=7/;UID=3/;SECTION=1.MIME/;PARTIAL=5.10")!;

        Assert.Equal(("alice@example.test", "mail.example.test", "Entwürfe", 7u, 3u), (url.User, url.Host, url.Mailbox, url.UidValidity, url.Uid));
        Assert.Equal((SectionKind.Mime, 5u, 10u), (url.Section.Section, url.Section.From, url.Section.Count));
        Assert.Equal([1], url.Section.Part);
        Assert.Null(url.Access);
    }

    [Theory]
    [InlineData("/INBOX/;UID=20", "INBOX")]
    [InlineData("/a/b%2Fc/;uid=20", "a/b/c")]
    [InlineData(";UID=20", null)]
    public void Short_forms_are_read(string text, string? mailbox)
    {
        var url = Read(text)!;

        Assert.Equal((mailbox, 20u, SectionKind.All, null), (url.Mailbox, url.Uid, url.Section.Section, url.Section.From));
    }

    [Fact]
    public void Access_is_read_with_what_the_token_is_made_of()
    {
        const string Rump = "imap://alice@h.test/INBOX/;UID=1;EXPIRE=2026-11-24T12:00:00Z;URLAUTH=user+bob%40example.test";
        var url = Read(Rump + ":internal:00112233445566778899AABBCCDDEEFF")!;

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), url.Access!.Expires);
        Assert.Equal(("user+bob@example.test", "INTERNAL", 16, Rump), (url.Access.Identifier, url.Access.Mechanism, url.Access.Token!.Length, url.Rump));
        Assert.Null(Read(Rump)!.Access!.Token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("imap://h.test/INBOX")]
    [InlineData("imap://h.test")]
    [InlineData("imap:///INBOX/;UID=1")]
    [InlineData("http://h.test/INBOX/;UID=1")]
    [InlineData("//h.test/INBOX/;UID=1")]
    [InlineData("/;UID=1")]
    [InlineData("/INBOX/;UID=0")]
    [InlineData("/INBOX/;UID=x")]
    [InlineData("/INBOX/;UID=1/;SECTION=NONSENSE")]
    [InlineData("/INBOX/;UID=1/;SECTION=1]%20FLAGS")]
    [InlineData("/INBOX/;UID=1/;PARTIAL=x")]
    [InlineData("/INBOX/;UID=1/;PARTIAL=1.0")]
    [InlineData("/INBOX/;SECTION=1/;UID=1")]
    [InlineData("/IN%00BOX/;UID=1")]
    [InlineData("/IN%ZZBOX/;UID=1")]
    [InlineData("/IN%FFBOX/;UID=1")]
    [InlineData("/INBOX;UIDVALIDITY=0/;UID=1")]
    [InlineData("/IN BOX/;UID=1")]
    [InlineData("/INBOX/;UID=1;URLAUTH=")]
    [InlineData("/INBOX/;UID=1;URLAUTH=anonymous:INTERNAL")]
    [InlineData("/INBOX/;UID=1;URLAUTH=anonymous:INTERNAL:0011")]
    [InlineData("/INBOX/;UID=1;EXPIRE=tomorrow;URLAUTH=anonymous")]
    public void What_names_no_message_is_refused(string text) => Assert.Null(Read(text));

    private static ImapUrl? Read(string text) => ImapUrlReader.TryRead(Encoding.Latin1.GetBytes(text), out var url) ? url : null;
}

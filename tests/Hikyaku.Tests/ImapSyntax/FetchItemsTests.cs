using System.Text;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

public sealed class FetchItemsTests
{
    [Theory]
    [InlineData("ALL", "FLAGS INTERNALDATE RFC822.SIZE ENVELOPE")]
    [InlineData("fast", "FLAGS INTERNALDATE RFC822.SIZE")]
    [InlineData("(uid Flags)", "UID FLAGS")]
    [InlineData("BODY", "BODY")]
    [InlineData("BODY.PEEK[]<5.10>", "BODY[]<5>")]
    [InlineData("body[1.2.header.fields (Date \"From\")]", "BODY[1.2.HEADER.FIELDS (DATE FROM)]")]
    [InlineData("BODY[1.MIME]", "BODY[1.MIME]")]
    [InlineData("BINARY.PEEK[2.1]<0.1>", "BINARY[2.1]<0>")]
    [InlineData("BINARY.SIZE[3]", "BINARY.SIZE[3]")]
    public void Items_are_read_with_the_names_of_their_answers(string text, string names)
    {
        var items = Read(text, out var problem);

        Assert.Null(problem);
        Assert.Equal(names, string.Join(' ', items.Select(item => item.Name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("()")]
    [InlineData("(FLAGS")]
    [InlineData("BODY[0]")]
    [InlineData("BODY[1.]")]
    [InlineData("BODY[1HEADER]")]
    [InlineData("BODY[MIME]")]
    [InlineData("BODY[HEADER.FIELDS]")]
    [InlineData("BODY[HEADER.FIELDS (a:b)]")]
    [InlineData("BODY[]<0.0>")]
    [InlineData("BODY[]<-1.5>")]
    [InlineData("BODY[1.99999999999]")]
    [InlineData("BINARY[HEADER]")]
    [InlineData("BINARY.SIZE[1]<0.1>")]
    [InlineData("(FLAGS ALL)")]
    public void What_RFC_9051_does_not_have_is_refused(string text)
    {
        Read(text, out var problem);

        Assert.NotNull(problem);
    }

    [Theory]
    [InlineData("BODY[]", true)]
    [InlineData("BODY.PEEK[]", false)]
    [InlineData("RFC822", true)]
    [InlineData("RFC822.TEXT", true)]
    [InlineData("RFC822.HEADER", false)]
    [InlineData("BINARY[1]", true)]
    [InlineData("BINARY.SIZE[1]", false)]
    public void Only_looking_does_not_set_Seen(string text, bool setsSeen) => Assert.Equal(setsSeen, Read(text, out _)[0].SetsSeen);

    private static List<FetchItem> Read(string text, out string? problem)
    {
        var reader = new CommandReader(Encoding.ASCII.GetBytes(text));
        var items = FetchItems.Read(ref reader);
        reader.ExpectEnd();
        problem = reader.Problem;
        return items;
    }
}

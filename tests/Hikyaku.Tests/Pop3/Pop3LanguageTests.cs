using Hikyaku.Protocols.Pop3;

namespace Hikyaku.Tests.Pop3;

public sealed class Pop3LanguageTests
{
    [Theory]
    [InlineData("+OK", "+OK")]
    [InlineData("+OK ", "+OK ")]
    [InlineData("+OK 3 messages", "+OK 3 通のメッセージ")]
    [InlineData("+OK 3 120", "+OK 3 120")]
    [InlineData("+OK 120", "+OK 120")]
    [InlineData("-ERR [SYS/TEMP] Try again later", "-ERR [SYS/TEMP] しばらくしてからもう一度お試しください")]
    [InlineData("-ERR [AUTH]", "-ERR [AUTH]")]
    [InlineData("+OK 1 \u00e9-uidl", "+OK 1 \u00e9-uidl")]
    [InlineData("+ VXNlcm5hbWU6", "+ VXNlcm5hbWU6")]
    public void Texts_change_and_codes_and_numbers_stay(string english, string japanese)
    {
        Assert.Equal(english, Pop3Language.Translate(english, "en"));
        Assert.Equal(japanese, Pop3Language.Translate(english, "ja"));
    }

    [Theory]
    [InlineData("ja", "ja")]
    [InlineData("JA-jp", "ja")]
    [InlineData("en-US", "en")]
    [InlineData("*", "en")]
    [InlineData("fr", null)]
    [InlineData("", null)]
    public void Tags_are_found_in_any_case(string tag, string? found) => Assert.Equal(found, Pop3Language.Find(tag));
}

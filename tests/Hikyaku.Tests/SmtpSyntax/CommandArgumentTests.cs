using System.Text;
using CsCheck;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Tests.SmtpSyntax;

public sealed class CommandArgumentTests
{
    [Theory]
    [InlineData("FROM:<a@example.test>", "a@example.test")]
    [InlineData("from: <a@example.test>", "a@example.test")]
    [InlineData("FROM:a@example.test SIZE=1", "a@example.test")]
    [InlineData("FROM:<@x.example,@y.example:a@example.test>", "a@example.test")]
    [InlineData("FROM:<\"a>b\"@example.test> BODY=7BIT", "\"a>b\"@example.test")]
    [InlineData("FROM:<>", null)]
    public void Reverse_paths_are_read(string argument, string? expected)
    {
        Assert.True(MailArguments.TryParse(Encoding.UTF8.GetBytes(argument), out var mail, out _));
        Assert.Equal(expected, mail.ReversePath?.ToString());
    }

    [Theory]
    [InlineData("FROM", SmtpSyntaxProblem.Keyword)]
    [InlineData("FROM:", SmtpSyntaxProblem.Path)]
    [InlineData("FROM:<a@example.test", SmtpSyntaxProblem.Path)]
    [InlineData("FROM:<a@example.test>SIZE=1", SmtpSyntaxProblem.Path)]
    [InlineData("FROM:<a@example.test><b@example.test>", SmtpSyntaxProblem.Path)]
    [InlineData("FROM:<a>", SmtpSyntaxProblem.Address)]
    [InlineData("FROM:<a@example.test> SIZE", SmtpSyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@example.test> SIZE=-1", SmtpSyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@example.test> ENVID=a+2", SmtpSyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@example.test> ENVID=a+0D+0Ab", SmtpSyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@example.test> SIZE=1 SIZE=1", SmtpSyntaxProblem.RepeatedParameter)]
    [InlineData("FROM:<a@example.test> BODY=BINARY", SmtpSyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@example.test> X=1", SmtpSyntaxProblem.UnknownParameter)]
    public void Mistakes_are_named(string argument, SmtpSyntaxProblem expected)
    {
        Assert.False(MailArguments.TryParse(Encoding.UTF8.GetBytes(argument), out _, out var error));
        Assert.Equal(expected, error.Problem);
    }

    [Fact]
    public void A_size_beyond_64_bits_is_just_large()
    {
        Assert.True(MailArguments.TryParse("FROM:<> SIZE=99999999999999999999"u8, out var mail, out _));
        Assert.Equal(long.MaxValue, mail.Size);
    }

    [Theory]
    [InlineData("5", true, false)]
    [InlineData("5 LAST", true, true)]
    [InlineData("5  last ", true, true)]
    [InlineData("5LAST", false, false)]
    [InlineData("-5", false, false)]
    [InlineData("+5", false, false)]
    [InlineData("", false, false)]
    [InlineData("99999999999999999999", false, false)]
    public void Chunk_sizes_are_read_exactly(string argument, bool isValid, bool isLast)
    {
        Assert.Equal(isValid, BdatArguments.TryParse(Encoding.UTF8.GetBytes(argument), out var chunk));
        Assert.Equal(isLast, chunk.IsLast);
    }

    [Fact]
    public void Xtext_gives_back_what_it_encoded() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
    {
        var encoded = Xtext.Encode(text);
        Assert.True(Xtext.IsValid(Encoding.ASCII.GetBytes(encoded)));
        Assert.True(Xtext.TryDecode(encoded, out var decoded));
        Assert.Equal(text, decoded);
    });
}

using Hikyaku.Formats.Mime;

namespace Hikyaku.Tests.Mime;

/// <summary>RFC 5256 §2.1.</summary>
public sealed class BaseSubjectTests
{
    [Theory]
    [InlineData("", "", false)]
    [InlineData("plain", "plain", false)]
    [InlineData("  two\t spaces \r\n here ", "two spaces here", false)]
    [InlineData("Re: plain", "plain", true)]
    [InlineData("RE : plain", "plain", true)]
    [InlineData("re[4]: plain", "plain", true)]
    [InlineData("Re [4] : plain", "plain", true)]
    [InlineData("Fw: plain", "plain", true)]
    [InlineData("Fwd: Re: fw: plain", "plain", true)]
    [InlineData("Fwded: plain", "Fwded: plain", false)]
    [InlineData("plain (fwd)", "plain", true)]
    [InlineData("plain (FWD) (fwd) ", "plain", true)]
    [InlineData("[list] plain", "plain", false)]
    [InlineData("[list] [other] Re: plain", "plain", true)]
    [InlineData("Re: [list] plain", "plain", true)]
    [InlineData("[list]", "[list]", false)]
    [InlineData("Re: [list]", "[list]", true)]
    [InlineData("[a[b] plain", "[a[b] plain", false)]
    [InlineData("[Fwd: plain]", "plain", true)]
    [InlineData("[Fwd: Re: [x] plain (fwd)]", "plain", true)]
    [InlineData("[fwd:plain] not", "not", false)]
    [InlineData("Re:", "", true)]
    [InlineData("Regarding: plain", "Regarding: plain", false)]
    [InlineData("Re：会議", "Re：会議", false)]
    [InlineData("Re: 会議", "会議", true)]
    [InlineData("Re: 　会議", "　会議", true)]
    public void Marks_of_replies_and_forwards_are_taken_off(string subject, string expected, bool isReply)
    {
        var found = BaseSubject.Of(subject, out var marks);

        Assert.Equal((expected, isReply), (found, marks));
    }
}

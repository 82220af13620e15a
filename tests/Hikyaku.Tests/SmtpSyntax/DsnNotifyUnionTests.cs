using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Tests.SmtpSyntax;

public sealed class DsnNotifyUnionTests
{
    [Theory]
    [InlineData(DsnNotify.Never, DsnNotify.Never, DsnNotify.Never)]
    [InlineData(DsnNotify.Never, DsnNotify.Failure, DsnNotify.Failure)]
    [InlineData(DsnNotify.Never, DsnNotify.Unspecified, DsnNotify.Unspecified)]
    [InlineData(DsnNotify.Unspecified, DsnNotify.Success, DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay)]
    [InlineData(DsnNotify.Success, DsnNotify.Delay, DsnNotify.Success | DsnNotify.Delay)]
    public void Whoever_wants_to_be_told_is_told(DsnNotify first, DsnNotify second, DsnNotify expected)
    {
        Assert.Equal(expected, first.Or(second));
        Assert.Equal(expected, second.Or(first));
    }
}

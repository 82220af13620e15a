namespace Hikyaku.Tests;

public sealed class FirstTests
{
    [Fact]
    public void Works() => Assert.Equal(2, 1 + 1);
}

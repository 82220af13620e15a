using Hikyaku.Mail.Queue;

namespace Hikyaku.Tests.Queue;

public sealed class DestinationPacesTests
{
    private readonly DestinationPaces _paces = new();

    [Fact]
    public void A_round_that_goes_well_adds_one_up_to_the_most()
    {
        Assert.Equal(5, _paces.Of("a.example", 8));
        Repeat(6, () => _paces.Succeeded("a.example", 8));
        Assert.Equal(6, _paces.Of("a.example", 8));
        Repeat(100, () => _paces.Succeeded("a.example", 8));

        Assert.Equal(8, _paces.Of("a.example", 8));
        Assert.Equal(5, _paces.Of("b.example", 8));
    }

    [Fact]
    public void A_failure_halves_it_down_to_one_from_where_it_grows_again()
    {
        _paces.Failed("a.example");
        Assert.Equal(2, _paces.Of("a.example", 20));
        Repeat(10, () => _paces.Failed("a.example"));
        Assert.Equal(1, _paces.Of("a.example", 20));

        Repeat(1, () => _paces.Succeeded("a.example", 20));

        Assert.Equal(2, _paces.Of("a.example", 20));
        Assert.Equal(5, _paces.Of("b.example", 20));
    }

    [Fact]
    public void The_most_wins_over_what_was_learned() => Assert.Equal(2, _paces.Of("a.example", 2));

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }
}

using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Routing;
using Hikyaku.Tests.Directories;

namespace Hikyaku.Tests.Queue;

public sealed class QueueSettingsTests : IAsyncDisposable
{
    private readonly TestDirectory _directory = new(settings: [typeof(QueueSettings), typeof(RoutingSettings)]);

    public ValueTask DisposeAsync() => _directory.DisposeAsync();

    [Fact]
    public async Task The_rest_of_an_unreachable_destination_is_a_setting()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), QueueSettings.Policy(_directory.Settings).UnreachableRest);

        await _directory.Settings.Set("queue.unreachableRest", "5s", TestDirectory.Operator, TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromSeconds(5), QueueSettings.Policy(_directory.Settings).UnreachableRest);
    }
}

namespace Hikyaku.Mail.Settings;

/// <summary>Seals at the start what an older version kept in clear.</summary>
internal sealed class SettingSealing(Settings settings) : IServerPart
{
    public Task Start(CancellationToken ct) => settings.SealKept(ct).AsTask();

    public Task Stop(CancellationToken ct) => Task.CompletedTask;
}

using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Checks.Loads;

/// <summary>More mail of one client, sender, recipient or domain than a rate, or more at once than a number, allows. It does not last: a refusal is a deferral.</summary>
/// <remarks>Limits: <see cref="Keys"/> keys in memory, which a restart forgets.</remarks>
/// <param name="name">The check's name.</param>
/// <param name="stage">When it counts.</param>
/// <param name="keyOf">Whose mail it counts; null: nobody's.</param>
/// <param name="limits">The rate and the number at once.</param>
/// <param name="settings">The settings.</param>
/// <param name="time">The clock.</param>
internal sealed class LoadCheck(
    string name, CheckStage stage, Func<BorderVisit, string?> keyOf, (Setting<Rate> Rate, Setting<int> Parallel) limits, Settings.Settings settings, TimeProvider time)
    : Check(name, stage)
{
    private const int Keys = 100_000;
    private readonly RateTable _rates = new(Keys, time);
    private readonly ParallelTable _parallel = new();

    protected internal override bool Waits => false;

    protected internal override ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation)
    {
        if (keyOf(visit) is not { } key)
        {
            return default;
        }

        var most = settings.Get(limits.Parallel);
        if (_parallel.TryEnter(key, most) is not { } leave)
        {
            return new(Found($"more than {most} at once for {key}"));
        }

        visit.OnEnd(leave, withConnection: Stage < CheckStage.MailFrom);
        var rate = settings.Get(limits.Rate);
        return new(_rates.TryTake(key, rate) ? null : Found($"more than {rate} for {key}"));
    }

    private static Finding Found(string reason) => new(reason) { IsTransient = true };
}

using System.Globalization;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Commands;

/// <summary>Shows how far an import is: in place on a terminal, else a line every few seconds, on standard error.</summary>
internal sealed class ProgressDisplay(CommandContext context, ImportProgress progress)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(5);

    /// <summary>Shows it until the work ends.</summary>
    public async Task While(Task work)
    {
        using var timer = new PeriodicTimer(context.Terminal.IsTerminal ? OnTerminal : InLog, context.Get<TimeProvider>());
        var tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        while (await Task.WhenAny(work, tick) != work)
        {
            Show();
            await context.Error.FlushAsync(CancellationToken.None);
            tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        }

        if (context.Terminal.IsTerminal)
        {
            await context.Error.WriteAsync("\r\u001b[K");
        }

        await work;
    }

    private void Show()
    {
        var left = progress.Left is { } time ? time.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture) : "-";
        var line = ReportItem.Format(
            "Progress", context.Culture, progress.Accounts, progress.TotalAccounts, progress.Messages, progress.TotalMessages, progress.Bytes >> 20,
            progress.BytesPerSecond / (1 << 20), left);
        context.Error.Write(context.Terminal.IsTerminal ? $"\r\u001b[K{line}" : line + Environment.NewLine);
    }
}

using System.Globalization;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Commands;

/// <summary>Shows how far an import is: in place on a terminal, else a line every few seconds, on standard error.</summary>
internal sealed class ProgressDisplay(CommandContext context, ImportProgress progress)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(10);

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
        var line = progress.Entries < progress.TotalEntries ? ReportItem.Format("ProgressEntries", context.Culture, progress.Entries, progress.TotalEntries) : ReportItem.Format(
            "Progress", context.Culture, progress.Accounts, progress.TotalAccounts, progress.Messages, progress.TotalMessages, progress.Bytes >> 20,
            progress.BytesPerSecond / (1 << 20), Left(progress.Left));
        context.Error.Write(context.Terminal.IsTerminal ? $"\r\u001b[K{Fit(line, context.Terminal.Width - 1)}" : line + Environment.NewLine);
    }

    /// <summary>Time left as h:mm:ss, however many hours.</summary>
    internal static string Left(TimeSpan? left) => left is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : "-";

    /// <summary>As much of a line as a row holds: one that goes on in the next row could not be drawn over.</summary>
    internal static string Fit(string line, int columns)
    {
        var used = 0;
        for (var at = 0; at < line.Length; at++)
        {
            // Kana, ideographs and full-width forms take two columns.
            used += line[at] >= '\u1100' ? 2 : 1;
            if (used > columns)
            {
                return line[..at];
            }
        }

        return line;
    }
}

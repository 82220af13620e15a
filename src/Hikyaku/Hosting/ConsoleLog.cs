using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Hosting;

/// <summary>Writes one line for each event: time, level, area, message. A reader that does not keep up loses lines, never the server time.</summary>
internal sealed class ConsoleLog : ILoggerProvider
{
    private const int Waiting = 10_000;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ConcurrentDictionary<string, AreaLogger> _areas = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Task _writing;

    public ConsoleLog(TextWriter output, TimeProvider time)
    {
        _time = time;
        _writing = Task.Run(() => Write(output));
    }

    public ILogger CreateLogger(string categoryName) =>
        _areas.GetOrAdd(categoryName, static (name, log) => new AreaLogger(log, name[(name.LastIndexOf('.') + 1)..]), this);

    public void Dispose()
    {
        _lines.Writer.TryComplete();
        _writing.GetAwaiter().GetResult();
    }

    private async Task Write(TextWriter output)
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out var line))
                await output.WriteLineAsync(line);
            await output.FlushAsync();
        }
    }

    private sealed class AreaLogger(ConsoleLog log, string area) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var time = log._time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            var fault = exception is null ? "" : " | " + exception.ToString().ReplaceLineEndings(" | ");
            log._lines.Writer.TryWrite($"{time} {Level(logLevel)} {area}: {formatter(state, exception)}{fault}");
        }

        private static string Level(LogLevel level) => level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info ",
            LogLevel.Warning => "warn ",
            LogLevel.Error => "ERROR",
            _ => "FATAL",
        };
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Hikyaku.Mail;
using Hikyaku.Mail.Metrics;

namespace Hikyaku.Protocols.Metrics;

/// <summary>Keeps the sums of all instruments and writes them in the text format of Prometheus, version 0.0.4.</summary>
internal sealed class MetricsText : IServerPart, IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<SeriesKey, double>> _series = new();
    private readonly ConcurrentDictionary<Instrument, string[]> _labels = new();

    public MetricsText(MailMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                _series[instrument] = new ConcurrentDictionary<SeriesKey, double>();
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Counting begins with the server, not with the first who asks.</summary>
    public Task Start(CancellationToken ct) => Task.CompletedTask;

    public Task Stop(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Everything as it is now.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (instrument, series) in _series.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            var isCounter = instrument is Counter<long> or ObservableCounter<long>;
            var name = instrument.Name.Replace('.', '_') + (isCounter ? "_total" : "");
            text.Append("# HELP ").Append(name).Append(' ').Append(instrument.Description).Append('\n');
            text.Append("# TYPE ").Append(name).Append(isCounter ? " counter\n" : " gauge\n");
            foreach (var (key, value) in series.OrderBy(pair => pair.Key.First, StringComparer.Ordinal).ThenBy(pair => pair.Key.Second, StringComparer.Ordinal))
            {
                text.Append(name);
                WriteLabels(text, _labels.GetValueOrDefault(instrument, []), key);
                text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void WriteLabels(StringBuilder text, string[] names, SeriesKey key)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var value = (i == 0 ? key.First : key.Second) ?? "";
            text.Append(i == 0 ? '{' : ',').Append(names[i]).Append("=\"")
                .Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"').Append(i == names.Length - 1 ? "}" : "");
        }
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length > 0 && !_labels.ContainsKey(instrument))
        {
            var names = new string[Math.Min(tags.Length, 2)];
            for (var i = 0; i < names.Length; i++)
            {
                names[i] = tags[i].Key;
            }

            _labels[instrument] = names;
        }

        var key = new SeriesKey(tags.Length > 0 ? tags[0].Value as string : null, tags.Length > 1 ? tags[1].Value as string : null);
        _series[instrument].AddOrUpdate(
            key, static (_, given) => given.Value, static (_, sum, given) => given.IsAdded ? sum + given.Value : given.Value, (Value: value, IsAdded: instrument is Counter<long>));
    }
}

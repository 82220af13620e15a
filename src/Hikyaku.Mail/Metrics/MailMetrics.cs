using System.Diagnostics.Metrics;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Mail.Metrics;

/// <summary>The numbers that tell how the server is, on the meter <c>Hikyaku</c>. No address of anybody is among their tags.</summary>
public sealed class MailMetrics : IDisposable
{
    private readonly Counter<long> _received;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _transmissions;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _connections;
    private readonly Counter<long> _signIns;
    private readonly TimeProvider _time;
    private long _lost;

    /// <summary>All at zero.</summary>
    public MailMetrics(TimeProvider time)
    {
        _time = time;
        _received = Meter.CreateCounter<long>("hikyaku.messages.received", description: "Messages that came, by listener and TLS");
        _refusals = Meter.CreateCounter<long>("hikyaku.refusals", description: "Messages, senders and recipients that were refused, by status and check");
        _deliveries = Meter.CreateCounter<long>("hikyaku.deliveries", description: "What became of recipients, by outcome and place");
        _transmissions = Meter.CreateCounter<long>("hikyaku.transmissions", description: "Messages handed to other servers, by TLS and how the server proved its name");
        _reports = Meter.CreateCounter<long>("hikyaku.reports", description: "Delivery reports sent");
        _connections = Meter.CreateCounter<long>("hikyaku.connections", description: "Connections that came, by listener");
        _signIns = Meter.CreateCounter<long>("hikyaku.signins", description: "Sign-ins, by service and outcome");
        // Observable, so that it is there from the start: what only appears with the first loss is no use for an alarm.
        Meter.CreateObservableCounter("hikyaku.trace.lost", () => Interlocked.Read(ref _lost), description: "Events of the message trace that were lost");
        Meter.CreateObservableGauge("hikyaku.queue.messages", () => Queue.Messages, description: "Messages in the queue");
        Meter.CreateObservableGauge("hikyaku.queue.oldest.seconds", OldestAge, description: "The age of the oldest message in the queue");
    }

    /// <summary>What the instruments are on.</summary>
    public Meter Meter { get; } = new("Hikyaku");

    /// <summary>The queue as it was seen last.</summary>
    public QueueDepth Queue { get; set; } = new(0, null);

    /// <summary>A connection was accepted.</summary>
    /// <param name="protocol">The name of the listener's protocol.</param>
    public void Connected(string protocol) => _connections.Add(1, new KeyValuePair<string, object?>("protocol", protocol));

    /// <summary>Somebody signed in, or was refused.</summary>
    public void SignedIn(string service, bool isRefused) => _signIns.Add(
        1, new KeyValuePair<string, object?>("service", service), new KeyValuePair<string, object?>("outcome", isRefused ? "refused" : "ok"));

    /// <summary>Another server decided about a message.</summary>
    public void Transmitted(TlsOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        _transmissions.Add(1, Tls(outcome.Protocol is not null), new KeyValuePair<string, object?>("proof", outcome.Proof.ToString().ToLowerInvariant()));
    }

    /// <summary>Events of the trace are lost.</summary>
    public void Lost(long count) => Interlocked.Add(ref _lost, count);

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    /// <summary>Counts what the trace is told.</summary>
    internal void Count(TraceEvent entry)
    {
        switch (entry.Kind)
        {
            case TraceKind.Received:
                _received.Add(1, new KeyValuePair<string, object?>("protocol", entry.Origin.Protocol ?? ""), Tls(entry.Origin.Tls is not null));
                break;
            case TraceKind.Refused:
                _refusals.Add(1, new KeyValuePair<string, object?>("status", StatusCode(entry.Status)), new KeyValuePair<string, object?>("check", entry.Detail ?? ""));
                break;
            case TraceKind.Delivered:
                Delivered("delivered", entry.Remote is null ? "here" : "remote");
                break;
            case TraceKind.Deferred:
                Delivered("deferred", "remote");
                break;
            case TraceKind.Failed:
                Delivered("failed", "remote");
                break;
            case TraceKind.Reported:
                _reports.Add(1);
                break;
        }
    }

    private static KeyValuePair<string, object?> Tls(bool isTls) => new("tls", isTls ? "yes" : "no");

    // The codes without the words, in which addresses may be.
    private static string StatusCode(string? status)
    {
        var words = status?.Split(' ', 3) ?? [];
        return words.Length == 0 ? "" : words.Length > 1 && char.IsAsciiDigit(words[1].FirstOrDefault()) && words[1].Contains('.') ? words[1] : words[0];
    }

    private void Delivered(string outcome, string place) =>
        _deliveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("place", place));

    private double OldestAge() => Queue.Oldest is { } oldest ? Math.Max(0, (_time.GetUtcNow() - oldest).TotalSeconds) : 0;
}

using System.Globalization;
using System.Net;
using Hikyaku.Mail.Trace;
using Spectre.Console;

namespace Hikyaku.Commands;

/// <summary>Traced messages as operators and programs read them. Words from outside come without control characters.</summary>
internal static class TraceViews
{
    public static object Json(TracedMessage message) => new
    {
        Id = message.Trace,
        Client = message.Origin.Client?.ToString(),
        message.Origin.Helo,
        message.Origin.Tls,
        message.Origin.Protocol,
        message.Origin.Account,
        message.Origin.Sender,
        message.Origin.MessageId,
        message.Origin.Size,
        Events = message.Events.Select(entry => new
        {
            entry.Time,
            entry.Kind,
            entry.Recipient,
            OriginalRecipient = entry.Original,
            entry.Remote,
            entry.Status,
            entry.Mailbox,
            entry.Detail,
            entry.QueueId,
        }),
    };

    /// <summary>One line for each message.</summary>
    public static void WriteTraces(this CommandContext context, IEnumerable<TracedMessage> messages) => context.WriteTable(
        ["TraceId", "TraceTime", "TraceFrom", "TraceTo", "TraceOutcome"],
        messages.Select(message => (IReadOnlyList<string>)
        [
            message.Trace,
            Time(message.Events[0].Time),
            Path(message.Origin.Sender),
            To(message),
            Outcome(message),
        ]));

    /// <summary>Everything that is known of a message.</summary>
    public static void WriteTimeline(this CommandContext context, TracedMessage message)
    {
        var origin = message.Origin;
        context.WriteFacts(new (string Name, string? Value)[]
        {
            ("TraceId", message.Trace),
            ("TraceFrom", Path(origin.Sender)),
            ("TraceMessageId", origin.MessageId),
            ("TraceSize", origin.Size?.ToString(CultureInfo.InvariantCulture)),
            ("TraceClient", Client(origin.Client, origin.Helo)),
            ("TraceProtocol", origin.Protocol),
            ("TraceTls", origin.Protocol is null ? null : origin.Tls ?? CommandMessages.Get("NoWord")),
            ("TraceAccount", origin.Account),
        }.Where(fact => fact.Value is not null).Select(fact => (fact.Name, Clean(fact.Value!))));
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(new Text(CommandMessages.Get("TraceTime"))).NoWrap());
        table.AddColumn(new TableColumn(new Text(CommandMessages.Get("TraceEvent"))).NoWrap());
        table.AddColumn(new TableColumn(new Text(CommandMessages.Get("TraceDetails"))));
        foreach (var entry in message.Events)
        {
            table.AddRow(new Text(Time(entry.Time)), new Text(KindText(entry.Kind)), new Text(Clean(Details(entry))));
        }

        context.CreateConsole().Write(table);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    private static string Path(string? sender) => sender is null ? "" : Clean($"<{sender}>");

    private static string? Client(IPAddress? address, string? helo) => address is null ? null : string.IsNullOrEmpty(helo) ? $"[{address}]" : $"{helo} [{address}]";

    private static string To(TracedMessage message)
    {
        var recipients = TraceSummary.Recipients(message);
        return recipients.Count switch
        {
            0 => "",
            1 => Clean(recipients[0]),
            _ => $"{Clean(recipients[0])} +{recipients.Count - 1}",
        };
    }

    private static string Outcome(TracedMessage message) => string.Join(
        ", ", TraceSummary.Outcomes(message).Select(outcome => outcome.Count == 1 ? KindText(outcome.Kind) : $"{KindText(outcome.Kind)} {outcome.Count}"));

    private static string Details(TraceEvent entry)
    {
        var recipient = entry.Recipient is null ? "" : entry.Original is null ? $"<{entry.Recipient}>" : $"<{entry.Original}> → <{entry.Recipient}>";
        var detail = entry.Kind == TraceKind.Routed ? $"→ {entry.Detail}" : entry.Detail;
        return string.Join("  ", new[] { recipient, entry.Mailbox, entry.Remote, entry.Status, detail, entry.QueueId }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string KindText(TraceKind kind) => CommandMessages.Get(kind switch
    {
        TraceKind.Received => "TraceReceived",
        TraceKind.Refused => "TraceRefused",
        TraceKind.Verdict => "TraceVerdict",
        TraceKind.Routed => "TraceRouted",
        TraceKind.Queued => "TraceQueued",
        TraceKind.Attempted => "TraceAttempted",
        TraceKind.Delivered => "TraceDelivered",
        TraceKind.Deferred => "TraceDeferred",
        TraceKind.Failed => "TraceFailed",
        TraceKind.Reported => "TraceReported",
        TraceKind.Removed => "TraceRemoved",
        _ => "TraceDiscarded",
    });

    // A name or a reply from outside must not steer the operator's terminal.
    private static string Clean(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
}

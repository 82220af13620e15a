using Hikyaku.Mail.Trace;

namespace Hikyaku.Commands;

/// <summary>What the events of a message come to.</summary>
internal static class TraceSummary
{
    /// <summary>Its recipients as they were named, without those of reports about it.</summary>
    public static List<string> Recipients(TracedMessage message) =>
        [.. OfRecipients(message).Select(entry => entry.Original ?? entry.Recipient!).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Where its recipients are now, and how many of them.</summary>
    public static IEnumerable<(TraceKind Kind, int Count)> Outcomes(TracedMessage message)
    {
        var last = new Dictionary<string, TraceKind>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in OfRecipients(message).Where(entry => entry.Kind != TraceKind.Routed))
        {
            last[entry.Recipient!] = entry.Kind;
        }

        return last.Count > 0
            ? last.Values.CountBy(kind => kind).Select(pair => (pair.Key, pair.Value)).OrderBy(outcome => outcome.Key)
            : [(message.Events.LastOrDefault(entry => entry.Kind is TraceKind.Received or TraceKind.Refused)?.Kind ?? message.Events[^1].Kind, 1)];
    }

    private static IEnumerable<TraceEvent> OfRecipients(TracedMessage message)
    {
        var reported = message.Events.Where(entry => entry.Kind == TraceKind.Reported).Select(entry => entry.Recipient).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return message.Events.Where(entry => entry.Recipient is not null && !reported.Contains(entry.Recipient));
    }
}

namespace Hikyaku.Mail.Trace;

/// <summary>The life of one message.</summary>
/// <param name="Trace">Its name.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Events">What happened, in order; at least one.</param>
public sealed record TracedMessage(string Trace, TraceOrigin Origin, IReadOnlyList<TraceEvent> Events);

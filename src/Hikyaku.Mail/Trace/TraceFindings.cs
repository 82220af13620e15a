namespace Hikyaku.Mail.Trace;

/// <summary>What was found in the trace.</summary>
/// <param name="Messages">The messages, newest first.</param>
/// <param name="Unreadable">Files that could not be read, and why.</param>
public sealed record TraceFindings(IReadOnlyList<TracedMessage> Messages, IReadOnlyList<UnreadableTrace> Unreadable);

namespace Hikyaku.Mail.Trace;

/// <summary>A file of the trace that cannot be read.</summary>
/// <param name="File">Its path.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record UnreadableTrace(string File, string Reason);

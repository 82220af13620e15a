namespace Hikyaku.Formats.Qmail;

/// <summary>One instruction of a dot-qmail file.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Text">The address, path or command.</param>
public readonly record struct DotQmailLine(DotQmailKind Kind, string Text);

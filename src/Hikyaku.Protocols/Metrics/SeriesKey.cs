namespace Hikyaku.Protocols.Metrics;

/// <summary>The values of an instrument's tags; there are two at most.</summary>
internal readonly record struct SeriesKey(string? First, string? Second);

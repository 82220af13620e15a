namespace Hikyaku.Formats.Maildir;

/// <summary>A line that could not be read; the rest of the file was.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">Its first octets, as Latin-1.</param>
public readonly record struct BadLine(int Line, string Text)
{
    private const int MaxText = 120;

    /// <summary>Keeps a bounded part of the line.</summary>
    public static BadLine At(int line, ReadOnlySpan<byte> octets) =>
        new(line, System.Text.Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, MaxText)]));
}

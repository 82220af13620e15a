using System.Runtime.InteropServices;

namespace Hikyaku.Formats.Text;

/// <summary>A token that a text must have to contain a needle.</summary>
/// <param name="Text">The token, or a part of it.</param>
/// <param name="IsStart">The token begins with it.</param>
/// <param name="IsEnd">The token ends with it; with both, it is all of it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NeedleToken(string Text, bool IsStart, bool IsEnd)
{
    /// <summary>Whether a token is such a one.</summary>
    public bool Fits(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return (IsStart, IsEnd) switch
        {
            (true, true) => token == Text,
            (true, false) => token.StartsWith(Text, StringComparison.Ordinal),
            (false, true) => token.EndsWith(Text, StringComparison.Ordinal),
            _ => token.Contains(Text, StringComparison.Ordinal),
        };
    }
}

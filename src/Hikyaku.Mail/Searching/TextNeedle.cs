using System.Text;

using Hikyaku.Formats.Mime;

namespace Hikyaku.Mail.Searching;

/// <summary>A text that is looked for, folded once (RFC 5255 §4.2: i;unicode-casemap).</summary>
public sealed class TextNeedle
{
    /// <summary>Folds the text.</summary>
    public TextNeedle(string text)
    {
        Folded = SearchText.Fold(text);
        Octets = Encoding.UTF8.GetBytes(Folded);
    }

    /// <summary>The folded text.</summary>
    public string Folded { get; }

    /// <summary>Nothing is looked for: everything contains it.</summary>
    public bool IsEmpty => Folded.Length == 0;

    internal byte[] Octets { get; }
}

using System.Globalization;

namespace Hikyaku.Formats.Text;

/// <summary>
/// The tokens of folded text: words as they are, and of text without spaces (Han and kana) each two neighbours. Text comes in pieces; a word may lie
/// across them. Every text that contains a needle has the tokens that <see cref="NeedleTokens"/> asks for.
/// </summary>
public sealed class SearchTokens(Action<string> token)
{
    /// <summary>A longer word becomes windows of this length.</summary>
    public const int Window = 64;

    /// <summary>Windows begin this far from each other: every part of a word that is no longer lies in one.</summary>
    public const int Stride = 32;

    // What is without end is no text: it is taken in parts, which overlap as windows do.
    private const int MaxRun = 1 << 20;
    private string _rest = "";

    /// <summary>Adds the next piece.</summary>
    public void Add(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        var text = _rest.Length == 0 ? folded : _rest + folded;
        var start = StartOfLastRun(text);
        if (text.Length - start > MaxRun)
        {
            AddRuns(text);
            _rest = text[^Window..];
        }
        else
        {
            AddRuns(text.AsSpan(0, start));
            _rest = text[start..];
        }
    }

    /// <summary>Says that the text ends here.</summary>
    public void Complete()
    {
        AddRuns(_rest);
        _rest = "";
    }

    internal static TokenClass ClassOf(char character) => character switch
    {
        < '\u0080' => char.IsAsciiLetterOrDigit(character) ? TokenClass.Word : TokenClass.Separator,
        >= '\u3400' and <= '\u9fff' and not (>= '\u4dc0' and <= '\u4dff') => TokenClass.Glyph,
        >= '\u3041' and <= '\u312f' or >= '\u31f0' and <= '\u31ff' or '\u3005' or '\u3007' or '\u303b' =>
            IsPart(character) ? TokenClass.Glyph : TokenClass.Separator,
        _ => IsPart(character) ? TokenClass.Word : TokenClass.Separator,
    };

    /// <summary>Where the run that begins at a place ends.</summary>
    internal static int EndOfRun(ReadOnlySpan<char> text, int at, TokenClass kind)
    {
        while (at < text.Length && ClassOf(text[at]) == kind)
        {
            at++;
        }

        return at;
    }

    // Halves of characters beyond the basic plane stay with the word around them.
    private static bool IsPart(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.Surrogate;

    private static int StartOfLastRun(string text)
    {
        var at = text.Length;
        if (at > 0 && ClassOf(text[at - 1]) is not TokenClass.Separator and var kind)
        {
            while (at > 0 && ClassOf(text[at - 1]) == kind)
            {
                at--;
            }
        }

        return at;
    }

    private void AddRuns(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var kind = ClassOf(text[at]);
            var end = EndOfRun(text, at, kind);
            switch (kind)
            {
                case TokenClass.Word: AddWord(text[at..end]); break;
                case TokenClass.Glyph: AddGlyphs(text[at..end]); break;
            }

            at = end;
        }
    }

    private void AddGlyphs(ReadOnlySpan<char> run)
    {
        if (run.Length == 1)
        {
            token(run.ToString());
        }

        for (var i = 0; i + 1 < run.Length; i++)
        {
            token(run.Slice(i, 2).ToString());
        }
    }

    private void AddWord(ReadOnlySpan<char> run)
    {
        if (run.Length <= Window)
        {
            token(run.ToString());
            return;
        }

        for (var start = 0; ; start += Stride)
        {
            var isLast = start + Window >= run.Length;
            var from = isLast ? run.Length - Window : start;
            var to = from + Window;

            // A window does not begin or end inside a character.
            from -= char.IsLowSurrogate(run[from]) && from > 0 ? 1 : 0;
            to += to < run.Length && char.IsLowSurrogate(run[to]) ? 1 : 0;
            token(run[from..to].ToString());
            if (isLast)
            {
                return;
            }
        }
    }
}

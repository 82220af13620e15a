using Hikyaku.Formats.Text;
using Hikyaku.Mail.Searching.Indexing;

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>The decoded body contains a text; or the header does, if that counts.</summary>
public sealed class TextHas : IndexedCondition
{
    private readonly TextNeedle _needle;
    private readonly bool _withHeader;

    /// <summary>The text that is looked for, and whether the header counts.</summary>
    public TextHas(TextNeedle needle, bool withHeader)
    {
        ArgumentNullException.ThrowIfNull(needle);
        (_needle, _withHeader) = (needle, withHeader);
        var tokens = new NeedleTokens(needle.Folded);
        Question = tokens.All.Count > 0 ? new IndexQuestion(tokens, InHeader: withHeader, InBody: true) : null;
    }

    internal override IndexQuestion? Question { get; }

    internal override Verdict Match(in Candidate message)
    {
        if (message.Text is { } text)
        {
            return Of(text.Contains(_needle, _withHeader));
        }

        return Question is { } question ? Ask(message.Row.Uid, question.Tokens.IsExact) : _needle.IsEmpty ? Verdict.Yes : Verdict.Open;
    }
}

using Hikyaku.Formats.Text;
using Hikyaku.Mail.Searching.Indexing;

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>
/// A text is looked for in a forgiving way (RFC 6203): all its words are there, in any order, each perhaps as a part of a longer one. How well a message
/// fits: 100 when it has the words as they were given, side by side; 75 when it has each as a word; 50 otherwise.
/// </summary>
public sealed class FuzzyHas : IndexedCondition
{
    private const int MaxWords = 50;
    private const int Phrase = 100;
    private const int Whole = 75;
    private const int Parts = 50;
    private readonly TextNeedle _phrase;
    private readonly TextNeedle[] _words;
    private readonly string? _field;
    private readonly bool _inHeader;
    private readonly bool _inBody;
    private readonly Dictionary<uint, int> _scores = [];

    private FuzzyHas(string text, string? field, bool inHeader, bool inBody)
    {
        (_phrase, _field, _inHeader, _inBody) = (new TextNeedle(text), field, inHeader, inBody);
        _words = [.. NeedleTokens.Words(_phrase.Folded).Take(MaxWords).Select(word => new TextNeedle(word))];
        var tokens = NeedleTokens.OfWords(_words.Select(word => word.Folded));
        Question = tokens.All.Count > 0 ? new IndexQuestion(tokens, inHeader, inBody) : null;
    }

    /// <summary>How well each message fits that was found.</summary>
    public IReadOnlyDictionary<uint, int> Found => _scores;

    internal override IndexQuestion? Question { get; }

    internal override IEnumerable<FuzzyHas> Fuzzy => [this];

    /// <summary>A text in the body, or in the header, too.</summary>
    public static FuzzyHas InText(string text, bool withHeader) => new(text, null, withHeader, inBody: true);

    /// <summary>A text in a header field, whose name is in upper case.</summary>
    public static FuzzyHas InField(string name, string text) => new(text, name, inHeader: true, inBody: false);

    internal override void Prepare(Store.MailboxIndex index)
    {
        base.Prepare(index);
        _scores.Clear();
    }

    internal override Verdict Match(in Candidate message)
    {
        if (message.Text is not { } text)
        {
            return Ask(message.Row.Uid, isExact: false);
        }

        if (!Array.TrueForAll(_words, word => Has(text, word)) || (_words.Length == 0 && !Has(text, _phrase)))
        {
            return Verdict.No;
        }

        _scores[message.Row.Uid] = Has(text, _phrase) ? Phrase : AreWhole(text) ? Whole : Parts;
        return Verdict.Yes;
    }

    private bool Has(MessageText text, TextNeedle needle) =>
        _field is not null ? text.FieldContains(_field, needle) : _inBody && text.Contains(needle, _inHeader);

    private bool AreWhole(MessageText text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        if (_inHeader)
        {
            text.HeaderTokens(word => words.Add(word));
        }

        if (_inBody)
        {
            text.BodyTokens(word => words.Add(word), () => true);
        }

        return Array.TrueForAll(_words, word => words.Contains(word.Folded));
    }
}

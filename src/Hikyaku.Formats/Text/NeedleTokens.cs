namespace Hikyaku.Formats.Text;

/// <summary>What a full-text index is asked so that it names every text that contains a needle, and as few others as can be.</summary>
public sealed class NeedleTokens
{
    private readonly List<NeedleToken> _tokens = [];

    private NeedleTokens(IEnumerable<NeedleTokens> parts) => _tokens.AddRange(parts.SelectMany(part => part.All));

    /// <summary>Takes a folded needle apart.</summary>
    public NeedleTokens(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        var runs = 0;
        var last = 0;
        for (var at = 0; at < folded.Length;)
        {
            var kind = SearchTokens.ClassOf(folded[at]);
            var end = SearchTokens.EndOfRun(folded, at, kind);
            last = kind == TokenClass.Separator ? last : end - at;
            runs++;
            switch (kind)
            {
                case TokenClass.Glyph: AddGlyphs(folded.AsSpan(at, end - at)); break;
                case TokenClass.Word: AddWord(folded.AsSpan(at, end - at), isStart: at > 0, isEnd: end < folded.Length); break;
            }

            at = end;
        }

        IsExact = runs == 1 && _tokens.Count == 1 && last <= SearchTokens.Stride;
    }

    /// <summary>Every one of these must be there; when there is none, the index does not help.</summary>
    public IReadOnlyList<NeedleToken> All => _tokens;

    /// <summary>A text that has them contains the needle, and need not be read.</summary>
    public bool IsExact { get; }

    /// <summary>What is asked to find several needles anywhere in a text.</summary>
    public static NeedleTokens OfWords(IEnumerable<string> folded) => new(folded.Select(word => new NeedleTokens(word)));

    /// <summary>The words of a folded text; of Han and kana, whole runs.</summary>
    public static IReadOnlyList<string> Words(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        var words = new List<string>();
        for (var at = 0; at < folded.Length;)
        {
            var kind = SearchTokens.ClassOf(folded[at]);
            var end = SearchTokens.EndOfRun(folded, at, kind);
            if (kind != TokenClass.Separator)
            {
                words.Add(folded[at..end]);
            }

            at = end;
        }

        return words;
    }

    private void AddGlyphs(ReadOnlySpan<char> run)
    {
        if (run.Length == 1)
        {
            _tokens.Add(new NeedleToken(run.ToString(), IsStart: false, IsEnd: false));
        }

        for (var i = 0; i + 1 < run.Length; i++)
        {
            _tokens.Add(new NeedleToken(run.Slice(i, 2).ToString(), IsStart: true, IsEnd: true));
        }
    }

    private void AddWord(ReadOnlySpan<char> run, bool isStart, bool isEnd)
    {
        if (run.Length > SearchTokens.Stride)
        {
            // Only a part that lies in one window for certain; half a character at its end is left to that window, too.
            run = run[..SearchTokens.Stride];
            run = char.IsHighSurrogate(run[^1]) ? run[..^1] : run;
            isEnd = false;
        }

        _tokens.Add(new NeedleToken(run.ToString(), isStart, isEnd));
    }
}

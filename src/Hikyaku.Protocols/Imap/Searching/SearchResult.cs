using System.Globalization;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>What SEARCH or SORT found, in order, and what of it is wanted.</summary>
internal sealed class SearchResult(ReturnOptions options, IReadOnlyList<ShownMessage> messages)
{
    private const SearchReturn Few = SearchReturn.Min | SearchReturn.Max | SearchReturn.Partial;

    public IReadOnlyList<ShownMessage> Messages => messages;

    /// <summary>How well each message fits (RFC 6203 §4).</summary>
    public Func<uint, int> Scores { get; init; } = _ => 100;

    public bool Has(SearchReturn option) => (options.Wanted & option) != SearchReturn.None;

    /// <summary>The positions of PARTIAL as the client gave them.</summary>
    public string PartialText => string.Create(CultureInfo.InvariantCulture, $"{options.Partial?.First}:{options.Partial?.Last}");

    /// <summary>The messages at the positions of PARTIAL.</summary>
    public IReadOnlyList<ShownMessage> Partial()
    {
        var (start, length) = options.Partial?.Of(messages.Count) ?? (0, 0);
        return [.. messages.Skip(start).Take(length)];
    }

    /// <summary>The UIDs that "$" becomes, ascending.</summary>
    public List<uint> Saved()
    {
        // RFC 5182 §2.1, RFC 9394 §3.4: with MIN, MAX or PARTIAL, and neither ALL nor COUNT, only those are kept.
        var isWhole = messages.Count == 0 || Has(SearchReturn.All | SearchReturn.Count) || !Has(Few);
        IEnumerable<ShownMessage> kept = isWhole ? messages : Chosen();
        return [.. kept.Select(message => message.Uid).Distinct().Order()];
    }

    /// <summary>The modseq that the answer carries: with MIN or MAX alone that message's, else the highest of all (RFC 7162 §3.1.10).</summary>
    public ulong ModSeq() =>
        (Has(SearchReturn.All | SearchReturn.Count) || !Has(Few) ? messages : Chosen()).Select(message => message.ModSeq).DefaultIfEmpty().Max();

    private List<ShownMessage> Chosen()
    {
        var chosen = new List<ShownMessage>();
        if (Has(SearchReturn.Min))
        {
            chosen.Add(messages[0]);
        }

        if (Has(SearchReturn.Max))
        {
            chosen.Add(messages[^1]);
        }

        if (Has(SearchReturn.Partial))
        {
            chosen.AddRange(Partial());
        }

        return chosen;
    }
}

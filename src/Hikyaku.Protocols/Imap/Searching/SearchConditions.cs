using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Searching.Conditions;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>Turns search keys into conditions of the store (RFC 9051 §6.4.4).</summary>
internal sealed class SearchConditions(DateTimeOffset now, MailboxView? view)
{
    public Condition Of(SearchKey key) => Of(key, isFuzzy: false);

    private Condition Of(SearchKey key, bool isFuzzy) => key switch
    {
        SearchKey.And and => new AllOf(and.Keys.Select(one => Of(one, isFuzzy))),
        SearchKey.Or or => new AnyOf(Of(or.First, isFuzzy), Of(or.Second, isFuzzy)),
        SearchKey.Not not => new NoneOf(Of(not.Key, isFuzzy)),
        SearchKey.Fuzzy fuzzy => Of(fuzzy.Key, isFuzzy: true),
        SearchKey.Flag flag => FlagText.Find(flag.Name) is not MessageFlags.None and var known ? new FlagIs(known) : new KeywordIs(flag.Name),
        SearchKey.Recent => new UidIn([(view?.RecentFrom ?? uint.MaxValue, uint.MaxValue)]),
        SearchKey.Size size => new SizeIs(size.Octets, size.IsLarger),
        SearchKey.InSet set => new UidIn(view?.Ranges(set.Set, set.IsUid) ?? Ranges(set.Set)),
        SearchKey.ModSeq modSeq => new ModSeqIs(modSeq.Least),
        SearchKey.Within within => new IsWithin(now, within.Seconds, within.IsYounger),
        SearchKey.Date date => new DateIs(Field(date.Which), date.Relation, date.Day),
        SearchKey.Header header when isFuzzy => FuzzyHas.InField(header.Name, header.Text),
        SearchKey.Header header => new HeaderHas(header.Name, new TextNeedle(header.Text)),
        SearchKey.Body body when isFuzzy => FuzzyHas.InText(body.Text, body.WithHeader),
        SearchKey.Body body => new TextHas(new TextNeedle(body.Text), body.WithHeader),
        _ => throw new ArgumentException($"{key.GetType().Name} is no search key.", nameof(key)),
    };

    // In a mailbox that is not selected there are only UIDs.
    private static List<(uint First, uint Last)> Ranges(SequenceSet set) => set.Resolve(uint.MaxValue).ConvertAll(range => (range.First, range.Last));

    private static DateField Field(SearchDate which) => which switch
    {
        SearchDate.Internal => DateField.Internal,
        SearchDate.Sent => DateField.Sent,
        _ => DateField.Saved,
    };
}

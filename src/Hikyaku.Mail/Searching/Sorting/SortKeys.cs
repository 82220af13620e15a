namespace Hikyaku.Mail.Searching.Sorting;

/// <summary>The keys of all messages, by criterion; compares messages by them.</summary>
internal sealed class SortKeys : IComparer<int>
{
    private readonly IReadOnlyList<SortCriterion> _criteria;
    private readonly KeyColumn[] _columns;

    public SortKeys(IReadOnlyList<SortCriterion> criteria, int count)
    {
        _criteria = criteria;
        _columns = [.. criteria.Select(KeyColumn (criterion) =>
            IsNumber(criterion.Key) ? new NumberColumn(count) : new TextColumn(count))];
    }

    public bool ReadsRows => _criteria.Any(criterion => IsNumber(criterion.Key));

    public bool ReadsHeaders => _criteria.Any(criterion => criterion.Key is not (SortKey.Arrival or SortKey.Size or SortKey.Relevancy));

    /// <summary>How well each message fits.</summary>
    public Func<uint, int> Score { get; init; } = _ => 0;

    /// <summary>Takes what the arrays know; before the header row.</summary>
    public void Add(int at, in MessageRow row)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i] is NumberColumn numbers)
            {
                // RFC 5256 §2.2: without a date that can be read, the internal date counts.
                numbers[at] = _criteria[i].Key switch
                {
                    SortKey.Size => row.Size,
                    SortKey.Relevancy => -Score(row.Uid),
                    _ => row.InternalDate,
                };
            }
        }
    }

    public void Add(int at, in HeaderRow row)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            switch (_columns[i])
            {
                case NumberColumn numbers when _criteria[i].Key == SortKey.Date && row.HasDate: numbers[at] = row.Date; break;
                case TextColumn texts: texts.Set(at, row.Text(Which(_criteria[i].Key))); break;
            }
        }
    }

    public int Compare(int x, int y)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var order = _columns[i].Compare(x, y);
            if (order != 0)
            {
                return _criteria[i].IsReverse ? -order : order;
            }
        }

        // RFC 5256 §3: equals stay in the order of their sequence numbers, also in reverse.
        return x.CompareTo(y);
    }

    private static bool IsNumber(SortKey key) => key is SortKey.Arrival or SortKey.Date or SortKey.Size or SortKey.Relevancy;

    private static HeaderText Which(SortKey key) => key switch
    {
        SortKey.Subject => HeaderText.BaseSubject,
        SortKey.From => HeaderText.FromMailbox,
        SortKey.To => HeaderText.ToMailbox,
        SortKey.Cc => HeaderText.CcMailbox,
        SortKey.DisplayFrom => HeaderText.DisplayFrom,
        _ => HeaderText.DisplayTo,
    };
}

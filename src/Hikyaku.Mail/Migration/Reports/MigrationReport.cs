using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Migration.Reports;

/// <summary>Collects what became of every item; safe from any thread.</summary>
public sealed class MigrationReport
{
    private const int MaxItems = 500_000;
    private readonly Lock _lock = new();
    private readonly List<ReportItem> _items = [];
    private readonly Dictionary<string, AccountTotals> _accounts = new(StringComparer.Ordinal);

    /// <summary>Items beyond the bound, counted only.</summary>
    public int Dropped { get; private set; }

    /// <summary>Whether nothing was written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether it is about an export.</summary>
    public bool IsExport { get; init; }

    /// <summary>Whether the run was stopped before its end.</summary>
    public bool IsUnfinished { get; set; }

    /// <summary>Which subjects are asked for; null: all. Asked when an item is added.</summary>
    internal Func<string, bool>? Wanted { get; set; }

    /// <summary>The items so far.</summary>
    public IReadOnlyList<ReportItem> Items
    {
        get
        {
            lock (_lock)
            {
                return [.. _items];
            }
        }
    }

    /// <summary>Mail moved per account.</summary>
    public IReadOnlyDictionary<string, AccountTotals> Accounts
    {
        get
        {
            lock (_lock)
            {
                return _accounts.ToDictionary(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>How many items have an outcome.</summary>
    public int Count(ReportOutcome outcome)
    {
        lock (_lock)
        {
            return _items.Count(item => item.Outcome == outcome);
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(ReportOutcome outcome, string subject, string code, params string[] arguments) =>
        Add(new ReportItem(outcome, subject, code, [.. arguments]));

    /// <summary>Adds what the directory refused.</summary>
    public void Add(DirectoryRefusal refusal, string subject, string code) => Add(new ReportItem(ReportOutcome.LeftOut, subject, code) { Refusal = refusal });

    /// <summary>Adds a line with its parts.</summary>
    public void Add(ReportOutcome outcome, string subject, string code, IEnumerable<ReportDetail> details) =>
        Add(new ReportItem(outcome, subject, code) { Details = [.. details] });

    /// <summary>Adds a line.</summary>
    public void Add(ReportItem item)
    {
        lock (_lock)
        {
            if (Wanted?.Invoke(item.Subject) == false)
            {
                return;
            }

            if (_items.Count < MaxItems)
            {
                _items.Add(item);
            }
            else
            {
                Dropped++;
            }
        }
    }

    /// <summary>Sets the totals of an account.</summary>
    public void Add(string address, AccountTotals totals)
    {
        lock (_lock)
        {
            _accounts[address] = totals;
        }
    }
}

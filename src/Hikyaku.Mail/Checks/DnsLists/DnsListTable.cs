using System.Collections.Immutable;

namespace Hikyaku.Mail.Checks.DnsLists;

/// <summary>The DNS lists that are asked, as the value of a setting: <c>zone|subject|codes|weight</c>, separated by spaces.</summary>
public sealed class DnsListTable
{
    private const int Most = 50;

    private DnsListTable(ImmutableArray<DnsList> all) => All = all;

    /// <summary>There are none.</summary>
    public static DnsListTable None { get; } = new([]);

    /// <summary>In the order in which they were added.</summary>
    public ImmutableArray<DnsList> All { get; }

    /// <summary>Whether one more fits.</summary>
    public bool HasRoom => All.Length < Most;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out DnsListTable table)
    {
        ArgumentNullException.ThrowIfNull(text);
        table = None;
        var read = ImmutableArray.CreateBuilder<DnsList>();
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (item.Split('|') is not [var zone, var subject, var codes, var weight] || read.Count == Most
                || !DnsList.TryCreate(zone, subject, codes, weight, out var list))
            {
                return false;
            }

            read.Add(list);
        }

        table = new DnsListTable(read.ToImmutable());
        return true;
    }

    /// <summary>With one more, in place of one with the same zone, subject and answers.</summary>
    public DnsListTable With(DnsList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return new(All.RemoveAll(known => IsSame(known, list)).Add(list));
    }

    /// <summary>Without those of a zone.</summary>
    public DnsListTable Without(string zone) => new(All.RemoveAll(known => known.Zone == zone));

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', All);

    private static bool IsSame(DnsList a, DnsList b) => a.Zone == b.Zone && a.Subject == b.Subject && a.Codes.ToString() == b.Codes.ToString();
}

using System.Text;
using CsCheck;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Mail;

namespace Hikyaku.Tests.Migration;

public sealed class NameSortTests
{
    private static readonly Gen<string> Names = Gen.String[Gen.Char["012:,SRa.é"], 1, 12];

    [Fact]
    public void Names_come_in_the_order_of_Courier_whether_they_fit_into_memory_or_not() => Gen.Select(Names.Array[0, 60], Gen.Int[20, 400]).Sample((names, runLength) =>
    {
        using var sort = new NameSort(Path.GetTempPath(), runLength);
        for (var at = 0; at < names.Length; at++)
        {
            sort.Add(Encoding.Latin1.GetBytes(names[at]), isNew: at % 3 == 0);
        }

        var sorted = new List<(string Name, bool IsNew)>();
        sort.Each((name, isNew) => sorted.Add((Encoding.Latin1.GetString(name), isNew)));

        var expected = names.Select((name, at) => (Name: name, IsNew: at % 3 == 0)).Where(item => MaildirName.IsMessage(Encoding.Latin1.GetBytes(item.Name)))
            .OrderBy(item => item.Name, Comparer<string>.Create((x, y) => MaildirOrder.Compare(Encoding.Latin1.GetBytes(x), Encoding.Latin1.GetBytes(y))))
            .ThenBy(item => item.IsNew).ThenBy(item => item.Name, StringComparer.Ordinal);
        Assert.Equal(expected, sorted);
        Assert.Equal(sorted.Count, sort.Count);
    });
}

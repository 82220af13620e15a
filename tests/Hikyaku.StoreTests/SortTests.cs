using System.Globalization;
using System.Text;

using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Searching.Sorting;
using Hikyaku.Mail.Store;

using SortKey = Hikyaku.Mail.Searching.Sorting.SortKey;

namespace Hikyaku.StoreTests;

/// <summary>Orders of a mailbox against a plain sort of what was put into it.</summary>
public sealed class SortTests
{
    private static readonly string[] Subjects = ["apple", "Re: apple", "BANANA", "[x] cherry", "", "会議"];
    private static readonly string[] Folded = ["APPLE", "APPLE", "BANANA", "CHERRY", "", "会議"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_come_as_a_plain_sort_has_them()
    {
        await using var test = await TestStore.Open();
        var random = new Dice(7);
        var drawn = Enumerable.Range(1, 60).Select(uid => (Uid: (uint)uid, Subject: random.Next(Subjects.Length), Day: random.Next(1, 28), Body: random.Next(40))).ToList();
        var account = await test.Account(5, Token);
        var inbox = account.Find("INBOX")!.Id;
        foreach (var (_, subject, day, body) in drawn)
        {
            await using var content = MessageContent.FromMemory(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"Subject: {Subjects[subject]}\r\nDate: {day} Jan 2026 00:00:00 +0000\r\n\r\n{new string('x', body)}")));
            await account.Append(inbox, [new AppendMessage(content, MessageFlags.None, [], DateTimeOffset.UnixEpoch.AddDays(body))], 0, 0, Token);
        }

        var index = (await account.Index(inbox, Token))!;
        var found = drawn.ConvertAll(message => new FoundMessage(message.Uid, 0));
        SortCriterion[][] orders =
        [
            [new(SortKey.Subject, false)], [new(SortKey.Subject, true), new(SortKey.Date, false)], [new(SortKey.Date, true)],
            [new(SortKey.Arrival, false), new(SortKey.Subject, false)], [new(SortKey.Size, false)],
        ];
        foreach (var order in orders)
        {
            var expected = drawn.OrderBy(_ => 0);
            foreach (var (key, isReverse) in order)
            {
                expected = Then(expected, isReverse, message => key switch
                {
                    SortKey.Subject => Folded[message.Subject],
                    SortKey.Date => message.Day.ToString("D2", CultureInfo.InvariantCulture),
                    SortKey.Arrival => message.Body.ToString("D2", CultureInfo.InvariantCulture),
                    _ => (Encoding.UTF8.GetByteCount(Subjects[message.Subject]) + message.Body + message.Day.ToString(CultureInfo.InvariantCulture).Length)
                        .ToString("D4", CultureInfo.InvariantCulture),
                });
            }

            var sorted = await new MessageSort(account, index, order).Run(found, Token);

            Assert.Equal(expected.ThenBy(message => message.Uid).Select(message => message.Uid), sorted.Select(message => message.Uid));
        }
    }

    private static IOrderedEnumerable<T> Then<T>(IOrderedEnumerable<T> messages, bool isReverse, Func<T, string> key) =>
        isReverse ? messages.ThenByDescending(key, StringComparer.Ordinal) : messages.ThenBy(key, StringComparer.Ordinal);
}

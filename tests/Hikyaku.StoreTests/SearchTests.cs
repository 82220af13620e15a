using System.Collections.Immutable;
using System.Text;

using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Searching.Conditions;
using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

/// <summary>Conditions against a plain look at what was put into the mailbox.</summary>
public sealed class SearchTests
{
    private const int Messages = 50;
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Words = ["apple", "Pear", "会議", "ﾒﾛﾝ", ""];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_tree_of_conditions_finds_what_a_plain_look_finds()
    {
        await using var test = await TestStore.Open();
        var random = new Dice(11);
        var account = await test.Account(5, Token);
        var inbox = account.Find("INBOX")!.Id;
        var put = Enumerable.Range(1, Messages).Select(uid => Put.Draw((uint)uid, random)).ToList();
        foreach (var message in put)
        {
            await using var content = MessageContent.FromMemory(message.Octets());
            await account.Append(inbox, [new AppendMessage(content, message.Flags, message.Keywords, message.Date)], 0, 0, Token);
        }

        var index = (await account.Index(inbox, Token))!;
        for (var i = 0; i < 400; i++)
        {
            var (condition, holds) = Draw(random, 3);

            var found = await new MessageSearch(account, index, condition).Run(null, Token);
            var among = await new MessageSearch(account, index, condition).Among([1, 7, 8, 49, 1000], Token);

            var expected = put.Where(holds).Select(message => message.Uid).ToList();
            Assert.Equal(expected, found.Select(message => message.Uid));
            Assert.Equal(expected.Where(uid => uid is 1 or 7 or 8 or 49), among.Select(message => message.Uid));
        }
    }

    private static (Condition Condition, Func<Put, bool> Holds) Draw(Dice random, int depth)
    {
        if (depth > 0 && random.Next(2) == 0)
        {
            var (one, oneHolds) = Draw(random, depth - 1);
            var (other, otherHolds) = Draw(random, depth - 1);
            return random.Next(3) switch
            {
                0 => (new AllOf([one, other]), m => oneHolds(m) && otherHolds(m)),
                1 => (new AnyOf(one, other), m => oneHolds(m) || otherHolds(m)),
                _ => (new NoneOf(one), m => !oneHolds(m)),
            };
        }

        var word = Words[random.Next(Words.Length)];
        var needle = new TextNeedle(word);
        var number = random.Next(1, Messages);
        var day = DateOnly.FromDateTime(Now.AddDays(-number).Date);
        var relation = random.Next(-1, 2);
        return random.Next(10) switch
        {
            0 => (new FlagIs(MessageFlags.Seen), m => m.Flags.HasFlag(MessageFlags.Seen)),
            1 => (new KeywordIs("WORK"), m => m.Keywords.Contains("work")),
            2 => (new SizeIs((ulong)number + 100, isLarger: true), m => m.Octets().Length > number + 100),
            3 => (new UidIn([(1, 3), ((uint)number + 3, uint.MaxValue)]), m => m.Uid <= 3 || m.Uid >= number + 3),
            4 => (new DateIs(DateField.Internal, relation, day), m => Stands(DateOnly.FromDateTime(m.Date.DateTime), relation, day)),
            5 => (new IsWithin(Now, (uint)number * 86400, isYounger: true), m => m.Date >= Now.AddDays(-number)),
            6 => (new HeaderHas("SUBJECT", needle), m => m.Subject.Contains(word, StringComparison.Ordinal)),
            7 => (new TextHas(needle, withHeader: false), m => m.Body.Contains(word, StringComparison.Ordinal)),
            8 => (new TextHas(needle, withHeader: true), m => (m.Subject + m.Body).Contains(word, StringComparison.Ordinal)),
            _ => (new HeaderHas("X-WORD", needle), m => m.Body.Contains(word, StringComparison.Ordinal)),
        };
    }

    private static bool Stands(DateOnly date, int relation, DateOnly day) => relation switch { < 0 => date < day, 0 => date == day, _ => date >= day };

    private sealed record Put(uint Uid, MessageFlags Flags, ImmutableArray<string> Keywords, DateTimeOffset Date, string Subject, string Body)
    {
        public static Put Draw(uint uid, Dice random) => new(
            uid, random.Next(2) == 0 ? MessageFlags.Seen : MessageFlags.Flagged, random.Next(2) == 0 ? ["work"] : [],
            Now.AddHours(-random.Next(24 * Messages)).ToOffset(TimeSpan.FromHours(random.Next(-11, 12))),
            Words[random.Next(Words.Length)], Words[random.Next(Words.Length)] + new string('.', random.Next(60)));

        public byte[] Octets() => Encoding.UTF8.GetBytes(
            $"Subject: {Subject}\r\nX-Word: {Body.TrimEnd('.')}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{Body}");
    }
}

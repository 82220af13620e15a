using System.Text;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Migration.State;

namespace Hikyaku.Tests.Migration;

public sealed class SourceMessagesTests
{
    [Fact]
    public void Two_files_of_one_base_name_are_two_messages_when_they_differ()
    {
        using var messages = Messages((_, second) => second.FileName != "1.a:2,T", "1.a:2,S", "1.a:2,F", "1.a:2,T", "0.b");

        Assert.Equal(["0.b", "1.a", "1.a/1.a:2,S"], Enumerable.Range(0, messages.Count).Select(at => messages[at].Key));
        Assert.True(messages.HasTwins);
        Assert.Equal(2, messages.Find(SeenMessages.Key("1.a/1.a:2,S")));
        Assert.Equal(-1, messages.Find(SeenMessages.Key("1.a/1.a:2,T")));
    }

    [Fact]
    public void Messages_without_a_uid_are_numbered_behind_the_others_in_the_order_of_Courier()
    {
        using var messages = Messages((_, _) => true, "10.x", "9.y", "11.z", "8.w");
        var uids = new SourceUids(messages);
        var reader = new UidListReader(uids);
        Assert.All(["1 77 50", "30 9.y", "20 11.z", "20 8.w", "40 gone"], line => Assert.True(reader.Add(Encoding.Latin1.GetBytes(line))));

        messages.Number(reader.Complete()!.NextUid);

        Assert.Equal([("11.z", 20u), ("9.y", 30u), ("8.w", 50u), ("10.x", 51u)], Enumerable.Range(0, messages.Count).Select(at => (messages[at].Key, messages[at].Uid)));
        Assert.Equal(52u, messages.NextUid);
        Assert.All(Enumerable.Range(0, messages.Count), at => Assert.Equal(at, messages.Find(SeenMessages.Key(messages[at].Key))));
    }

    private static SourceMessages Messages(Func<SourceMessage, SourceMessage, bool> keep, params string[] names)
    {
        using var sort = new NameSort(Path.GetTempPath(), runLength: 16);
        foreach (var name in names)
        {
            sort.Add(Encoding.Latin1.GetBytes(name), isNew: false);
        }

        return new SourceMessages(sort, Path.GetTempPath(), keep);
    }
}

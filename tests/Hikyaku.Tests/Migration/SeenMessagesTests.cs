using System.Text;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Store;

namespace Hikyaku.Tests.Migration;

public sealed class SeenMessagesTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hikyaku-seen-").FullName;

    private string File => Path.Combine(_folder, "1-1.seen");

    [Fact]
    public void What_was_noted_is_told_to_the_messages_again()
    {
        using (var messages = Messages("1.a:2,S", "2.b", "3.c"))
        using (var seen = SeenMessages.Open(File, messages))
        {
            seen.Put(0, seen.Record(7, new SourceFlags(MessageFlags.Seen, ["$Label1"])));
            seen.Put(1, seen.Record(8, new SourceFlags(MessageFlags.None, [])));
            seen.Forget(messages.Row(1).Digest);
        }

        // One is gone at the source, one has another name now.
        using var now = Messages("1.a:2,RS", "3.c");
        using var again = SeenMessages.Open(File, now);

        Assert.Equal(7u, now.Row(0).SeenUid);
        Assert.Equal(["$Label1"], again.Flags(now.Row(0).SeenFlags)!.Value.Keywords);
        Assert.Equal(0u, now.Row(1).SeenUid);
        Assert.Equal(1, SeenMessages.Count(File, now));
    }

    [Fact]
    public void A_uid_that_was_given_once_is_never_free_again()
    {
        using (var messages = Messages("1.a", "2.b", "3.c"))
        using (var seen = SeenMessages.Open(File, messages))
        {
            seen.Plan(0, 5);
            seen.Plan(1, 6);
            seen.KeepPlans();
            seen.Put(0, new SeenRecord(9, 0));
            seen.Put(2, new SeenRecord(10, 0));
            seen.Put(2, new SeenRecord(11, 0));
            seen.Forget(messages.Row(2).Digest);
        }

        using var again = SeenMessages.Open(File, null);

        Assert.All([5u, 6u, 9u, 10u, 11u], uid => Assert.True(again.HasUid(uid)));
        Assert.All([4u, 7u, 8u, 12u], uid => Assert.False(again.HasUid(uid)));
    }

    [Fact]
    public void Plans_count_once_they_are_kept()
    {
        using (var messages = Messages("1.a", "2.b"))
        using (var seen = SeenMessages.Open(File, messages))
        {
            seen.Plan(0, 5);
            seen.KeepPlans();
            seen.Plan(1, 6);
        }

        using var now = Messages("1.a", "2.b");
        using var again = SeenMessages.Open(File, now);

        Assert.Equal((5u, 0u), (now.Row(0).Plan, now.Row(1).Plan));
        Assert.False(again.HasUid(6));
    }

    [Fact]
    public void A_torn_record_is_dropped_and_the_next_one_is_whole()
    {
        using (var messages = Messages("1.a", "2.b"))
        using (var seen = SeenMessages.Open(File, messages))
        {
            seen.Put(0, new SeenRecord(5, 0));
            seen.Put(1, new SeenRecord(6, 0));
        }

        using (var torn = System.IO.File.OpenWrite(File))
        {
            torn.SetLength(torn.Length - 3);
        }

        using (var messages = Messages("1.a", "2.b"))
        using (var seen = SeenMessages.Open(File, messages))
        {
            Assert.Equal((5u, 0u), (messages.Row(0).SeenUid, messages.Row(1).SeenUid));
            seen.Put(1, new SeenRecord(7, 0));
        }

        using var now = Messages("1.a", "2.b");
        using var again = SeenMessages.Open(File, now);
        Assert.Equal((5u, 7u), (now.Row(0).SeenUid, now.Row(1).SeenUid));
    }

    [Fact]
    public void A_mailbox_that_takes_over_knows_what_the_other_was_given_and_has_its_own_keyword_sets()
    {
        using (var messages = Messages("1.a", "2.b"))
        using (var seen = SeenMessages.Open(File, messages))
        {
            seen.Put(0, seen.Record(5, new SourceFlags(MessageFlags.None, ["first"])));
            seen.Put(1, seen.Record(6, new SourceFlags(MessageFlags.None, ["second"])));
            seen.Forget(messages.Row(0).Digest);
        }

        using var now = Messages("1.a", "2.b");
        using (var old = SeenMessages.Open(File, null))
        using (var other = SeenMessages.Open(Path.Combine(_folder, "1-2.seen"), now))
        {
            other.Record(1, new SourceFlags(MessageFlags.None, ["third"]));
            other.TakeOver(old);
        }

        using var later = Messages("1.a", "2.b");
        using var again = SeenMessages.Open(Path.Combine(_folder, "1-2.seen"), later);

        Assert.Equal((0u, 6u), (later.Row(0).SeenUid, later.Row(1).SeenUid));
        Assert.Equal(["second"], again.Flags(later.Row(1).SeenFlags)!.Value.Keywords);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private SourceMessages Messages(params string[] names)
    {
        using var sort = new NameSort(_folder);
        foreach (var name in names)
        {
            sort.Add(Encoding.Latin1.GetBytes(name), isNew: false);
        }

        return new SourceMessages(sort, _folder, (_, _) => true);
    }
}

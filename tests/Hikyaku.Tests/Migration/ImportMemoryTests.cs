using System.Globalization;
using System.Text;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Migration.State;

namespace Hikyaku.Tests.Migration;

/// <summary>What an import holds of each message of a mailbox: a million must fit.</summary>
[Collection<AloneCollection>]
public sealed class ImportMemoryTests : IDisposable
{
    private const int Messages = 200_000;
    private const int OctetsPerMessage = 70;
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hikyaku-memory-").FullName;

    [Fact]
    public void Little_is_held_of_each_message()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var messages = List();
        var reader = new UidListReader(new SourceUids(messages));
        reader.Add("3 V1640000000 N200001"u8);
        for (var at = 0; at < Messages; at++)
        {
            reader.Add(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at + 1} :{Name(at)}")));
        }

        messages.Number(reader.Complete()!.NextUid);
        using (var first = SeenMessages.Open(Path.Combine(_folder, "1-1.seen"), messages))
        {
            for (var at = 0; at < Messages; at++)
            {
                first.Plan(at, (uint)at + 1);
            }

            first.KeepPlans();
            for (var at = 0; at < Messages; at++)
            {
                first.Put(at, new SeenRecord((uint)at + 1, 0));
            }
        }

        using var second = SeenMessages.Open(Path.Combine(_folder, "1-1.seen"), messages);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal((Messages, Messages), (messages.Count, (int)messages.Row(Messages - 1).SeenUid));
        Assert.True(second.HasUid(Messages));
        Assert.InRange(held, 0, (long)Messages * OctetsPerMessage);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private SourceMessages List()
    {
        using var sort = new NameSort(_folder);
        for (var at = 0; at < Messages; at++)
        {
            sort.Add(Encoding.Latin1.GetBytes(Name(at) + ":2,S"), isNew: false);
        }

        return new SourceMessages(sort, _folder, (_, _) => true);
    }

    private static string Name(int at) => string.Create(CultureInfo.InvariantCulture, $"{1640000000 + at}.M{at * 7919 % 1_000_000}P1234V0000000000000801I{at:x16}_0.mail.example.test,S=1234");
}

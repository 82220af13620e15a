using System.Text;
using Hikyaku.Mail.Store;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A user who moves and removes messages, and renames and removes mailboxes, at random.</summary>
internal sealed class RandomUser(MailAccount mail, int seed)
{
    private readonly Dice _random = new(seed);

    public List<string> Log { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<List<string>> Subjects()
    {
        var subjects = new List<string>();
        foreach (var mailbox in mail.Mailboxes)
        {
            foreach (var (_, subject) in await Subjects(mailbox))
            {
                subjects.Add(subject);
            }
        }

        return subjects;
    }

    /// <summary>Changes something, and what is expected with it.</summary>
    public async Task Change(HashSet<string> expected, HashSet<string> moved)
    {
        for (var step = 0; step < 4; step++)
        {
            var mailboxes = mail.Mailboxes.Where(mailbox => mailbox.SpecialUse == SpecialUse.None).ToList();
            var mailbox = mailboxes[_random.Next(mailboxes.Count)];
            var name = _random.Next(3) == 0 ? $"F{_random.Next(6)}/in" : $"F{_random.Next(6)}";
            await Step(_random.Next(6), mailbox, mailboxes[_random.Next(mailboxes.Count)], name, expected, moved);
        }
    }

    private async Task Step(int kind, MailboxInfo mailbox, MailboxInfo other, string name, HashSet<string> expected, HashSet<string> moved)
    {
        var messages = await Subjects(mailbox);
        switch (kind)
        {
            case 0 when messages.Count > 0:
                var (gone, subject) = messages[_random.Next(messages.Count)];
                await mail.Remove(mailbox.Id, [gone], Stop);
                expected.Remove(subject);
                Log.Add($"user: {mailbox.Name}/{subject} removed");
                break;

            case 1 when messages.Count > 0 && other.Id != mailbox.Id:
                var (uid, what) = messages[_random.Next(messages.Count)];
                await mail.Move(mailbox.Id, [uid], other.Id, Stop);
                moved.Add(what);
                Log.Add($"user: {mailbox.Name}/{what} moved to {other.Name}");
                break;

            case 2 or 3 when mailbox.Name != "INBOX" && await mail.Rename(mailbox.Id, name, Stop) is MailboxResult.Done:
                Log.Add($"user: {mailbox.Name} renamed {name}");
                break;

            case 4 when mailbox.Name != "INBOX" && await mail.Delete(mailbox.Id, Stop) is MailboxResult.Done:
                expected.ExceptWith(messages.Select(message => message.Subject));
                Log.Add($"user: {mailbox.Name} removed");
                break;

            case 5 when await mail.Create(name, SpecialUse.None, Stop) is MailboxResult.Done:
                Log.Add($"user: {name} made");
                break;

            default:
                break;
        }
    }

    private async Task<List<(uint Uid, string Subject)>> Subjects(MailboxInfo mailbox)
    {
        var subjects = new List<(uint Uid, string Subject)>();
        foreach (var uid in (await mail.Index(mailbox.Id, Stop))!.Uids())
        {
            using var reader = (await mail.OpenMessage(mailbox.Id, uid, Stop))!;
            var octets = new byte[reader.Length];
            _ = reader.Read(octets, 0);
            subjects.Add((uid, Encoding.ASCII.GetString(octets).Split("\r\n")[0]["Subject: ".Length..]));
        }

        return subjects;
    }
}

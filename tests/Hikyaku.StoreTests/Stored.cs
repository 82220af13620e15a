using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

/// <summary>What a store holds, by subject.</summary>
internal static class Stored
{
    public static async Task<List<(long Account, string Mailbox, uint Uid, string Subject)>> All(TestStore test, params long[] accounts)
    {
        var all = new List<(long, string, uint, string)>();
        foreach (var id in accounts)
        {
            var account = await test.Account(id, default);
            foreach (var mailbox in account.Mailboxes)
            {
                foreach (var uid in (await account.Index(mailbox.Id, default))!.Uids())
                {
                    var text = await TestStore.Text(account, mailbox.Id, uid);
                    var start = text.IndexOf("Subject: ", StringComparison.Ordinal) + 9;
                    Assert.EndsWith("x\r\n", text, StringComparison.Ordinal);
                    all.Add((id, mailbox.Name, uid, text[start..text.IndexOf('\r', start)]));
                }
            }
        }

        return all;
    }

    public static async Task IsSound(TestStore test)
    {
        var check = new StoreCheck(test.Store);
        foreach (var account in check.Accounts())
        {
            Assert.Empty(await check.Check(account, repair: false, default));
        }
    }
}

using System.Globalization;
using System.Text;

using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

/// <summary>All that a client can see of accounts, as a text to compare.</summary>
internal static class Fingerprint
{
    public static async Task<string> Of(TestStore test, params long[] accounts)
    {
        var text = new StringBuilder();
        foreach (var id in accounts)
        {
            var account = await test.Account(id, default);
            text.AppendJoin(',', account.Subscriptions).AppendLine();
            foreach (var mailbox in account.Mailboxes)
            {
                text.Append(CultureInfo.InvariantCulture, $"{id} {mailbox.Name} {mailbox.UidValidity} {mailbox.UidNext} {mailbox.Exists} {mailbox.Unseen} {mailbox.Bytes}:");
                var entries = new List<MessageEntry>();
                (await account.Index(mailbox.Id, default))!.CopyTo(1, uint.MaxValue, entries);
                foreach (var entry in entries)
                {
                    var octets = await TestStore.Text(account, mailbox.Id, entry.Uid);
                    text.Append(CultureInfo.InvariantCulture, $" {entry.Uid}/{entry.Flags}/{string.Join('+', entry.Keywords)}/{entry.InternalDate:O}/{octets.GetHashCode(StringComparison.Ordinal)}");
                }

                text.AppendLine();
            }
        }

        return text.ToString();
    }
}

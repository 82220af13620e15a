using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Security;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>What an account's mail looks like through IMAP and POP3.</summary>
internal sealed class SeenMail(RealServer server, KnownAccount account)
{
    // A new account has these; the old host's users had them only where the ledger says so.
    private static readonly string[] Usual = ["INBOX", "Sent", "Drafts", "Trash", "Junk", "Archive"];
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    /// <summary>Notes of folders, messages and subscriptions.</summary>
    public async Task<IReadOnlyList<string>> Imap()
    {
        using var client = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("localhost", server.Port("imaps"), SecureSocketOptions.SslOnConnect, _stop);
        client.AuthenticationMechanisms.Clear();
        await client.AuthenticateAsync(account.Address, account.Password, _stop);
        var notes = new List<string>();
        var top = client.PersonalNamespaces[0];
        foreach (var folder in (await client.GetFoldersAsync(top, StatusItems.None, subscribedOnly: false, _stop)).Append(client.Inbox!).DistinctBy(folder => folder.FullName))
        {
            if (folder.Exists && !folder.Attributes.HasFlag(FolderAttributes.NoSelect))
            {
                await Folder(folder, Shown(folder, top), notes);
            }
        }

        var subscribed = await client.GetFoldersAsync(top, StatusItems.None, subscribedOnly: true, _stop);
        notes.AddRange(subscribed.Append(client.Inbox!).DistinctBy(folder => folder.FullName).Where(folder => folder.IsSubscribed).Select(folder => Note.Subscription(account.Address, Shown(folder, top))));
        await client.DisconnectAsync(quit: true, _stop);
        var known = account.Notes().ToHashSet(StringComparer.Ordinal);
        return [.. notes.Where(note => known.Contains(note) || !IsUsual(note))];
    }

    /// <summary>Notes of the POP3 list.</summary>
    public async Task<IReadOnlyList<string>> Pop3()
    {
        using var client = new Pop3Client { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("localhost", server.Port("pop3s"), SecureSocketOptions.SslOnConnect, _stop);
        client.AuthenticationMechanisms.Clear();
        await client.AuthenticateAsync(account.Address, account.Password, _stop);
        var old = account.Uidls.ToHashSet(StringComparer.Ordinal);
        var notes = new List<string>();
        var uidls = client.Count == 0 ? [] : await client.GetMessageUidsAsync(_stop);
        Assert.Equal(uidls.Count, uidls.Distinct(StringComparer.Ordinal).Count());
        for (var at = 0; at < uidls.Count; at++)
        {
            await using var content = await client.GetStreamAsync(at, cancellationToken: _stop);
            notes.Add(Note.Pop3(account.Address, at + 1, old.Contains(uidls[at]) ? uidls[at] : Note.Free, await Octets(content)));
        }

        await client.DisconnectAsync(quit: true, _stop);
        return notes;
    }

    private async Task Folder(IMailFolder folder, string name, List<string> notes)
    {
        await folder.OpenAsync(FolderAccess.ReadOnly, _stop);
        var isFree = account.Folders.Any(known => known.Name == name && known.UidValidity is null);
        notes.Add(Note.Folder(account.Address, name, Number(folder.UidValidity, isFree), Number(folder.UidNext!.Value.Id, isFree)));
        foreach (var summary in await folder.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate, _stop))
        {
            await using var content = await folder.GetStreamAsync(summary.UniqueId, cancellationToken: _stop);
            notes.Add(Note.Message(
                account.Address, name, Number(summary.UniqueId.Id, isFree), Flags(summary), summary.InternalDate!.Value.ToUnixTimeSeconds(), await Octets(content)));
        }

        await folder.CloseAsync(expunge: false, _stop);
    }

    private static IEnumerable<string> Flags(IMessageSummary summary) =>
        ((MessageFlags[])[MessageFlags.Answered, MessageFlags.Deleted, MessageFlags.Draft, MessageFlags.Flagged, MessageFlags.Seen])
        .Where(flag => summary.Flags!.Value.HasFlag(flag)).Select(flag => "\\" + flag).Concat(summary.Keywords);

    // Courier's users know their folders below INBOX.
    private static string Shown(IMailFolder folder, FolderNamespace top)
    {
        var name = top.Path.Length > 0 && folder.FullName.StartsWith(top.Path, StringComparison.Ordinal) && folder.FullName.Length > top.Path.Length
            ? folder.FullName[top.Path.Length..].TrimStart(folder.DirectorySeparator) : folder.FullName;
        return name.Replace(folder.DirectorySeparator, '/');
    }

    private bool IsUsual(string note) => note.Split(' ') switch
    {
        ["folder", _, var name, ..] => Usual.Contains(name) && !account.Folders.Any(folder => folder.Name == name),
        ["subscribed", _, var name] => Usual.Contains(name),
        _ => false,
    };

    private static string Number(uint number, bool isFree) => isFree ? Note.Free : number.ToString(CultureInfo.InvariantCulture);

    private static async Task<byte[]> Octets(Stream content)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}

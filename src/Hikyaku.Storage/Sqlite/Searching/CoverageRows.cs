using Hikyaku.Mail.Searching.Indexing;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite.Accounts;

namespace Hikyaku.Storage.Sqlite.Searching;

/// <summary>Which messages are in the index, kept with their words in one transaction.</summary>
internal sealed class CoverageRows(SqliteSession session)
{
    private readonly Dictionary<(MailboxId Mailbox, uint Block), (UidSet Indexed, UidSet Skipped)> _blocks = [];

    public static IndexCoverage Read(SqliteSession session, MailboxId mailbox, uint uidValidity)
    {
        var coverage = new IndexCoverage(new UidSet(), new UidSet());
        if (session.Prepare("Search/ReadUidValidity").Bind("$id", mailbox.Value).Number() == uidValidity)
        {
            session.Prepare("Search/ReadCoverage").Bind("$id", mailbox.Value).Each(row =>
            {
                coverage.Indexed.PutBlock((uint)row.GetInt64(0), row.GetFieldValue<byte[]>(1));
                coverage.Skipped.PutBlock((uint)row.GetInt64(0), row.GetFieldValue<byte[]>(2));
            });
        }

        return coverage;
    }

    public static IndexCoverage Begin(SqliteSession session, MailboxId mailbox, uint uidValidity)
    {
        if (session.Prepare("Search/ReadUidValidity").Bind("$id", mailbox.Value).Number() != uidValidity)
        {
            Forget(session, mailbox);
            session.Prepare("Search/PutMailbox").Bind("$id", mailbox.Value).Bind("$uidvalidity", (long)uidValidity).Execute();
        }

        return Read(session, mailbox, uidValidity);
    }

    public static void Forget(SqliteSession session, MailboxId mailbox)
    {
        var old = (uint)(session.Prepare("Search/ReadUidValidity").Bind("$id", mailbox.Value).Number() ?? 0);
        foreach (var uid in Read(session, mailbox, old).Indexed.All())
        {
            session.Prepare("Search/RemoveWords").Bind("$id", MessageKey.Of(mailbox, uid)).Execute();
        }

        session.Prepare("Search/RemoveCoverage").Bind("$id", mailbox.Value).Execute();
        session.Prepare("Search/RemoveMailbox").Bind("$id", mailbox.Value).Execute();
    }

    public void Put(IndexedText text)
    {
        Remove(text.Mailbox, text.Uid);
        var (indexed, skipped) = Block(text.Mailbox, text.Uid);
        if (text.Body is null)
        {
            skipped.Add(text.Uid);
            return;
        }

        session.Prepare("Search/PutWords").Bind("$id", MessageKey.Of(text.Mailbox, text.Uid))
            .Bind("$header", string.Join(' ', text.Header)).Bind("$body", string.Join(' ', text.Body)).Execute();
        indexed.Add(text.Uid);
    }

    public void Remove(MailboxId mailbox, uint uid)
    {
        var (indexed, skipped) = Block(mailbox, uid);
        skipped.Remove(uid);
        if (indexed.Contains(uid))
        {
            session.Prepare("Search/RemoveWords").Bind("$id", MessageKey.Of(mailbox, uid)).Execute();
            indexed.Remove(uid);
        }
    }

    public void Save()
    {
        foreach (var ((mailbox, number), (indexed, skipped)) in _blocks)
        {
            session.Prepare("Search/PutBlock").Bind("$id", mailbox.Value).Bind("$block", (long)number)
                .Bind("$indexed", indexed.BlockBytes(number)).Bind("$skipped", skipped.BlockBytes(number)).Execute();
        }
    }

    private (UidSet Indexed, UidSet Skipped) Block(MailboxId mailbox, uint uid)
    {
        var key = (mailbox, Number: uid / UidSet.BlockUids);
        if (!_blocks.TryGetValue(key, out var block))
        {
            block = (new UidSet(), new UidSet());
            session.Prepare("Search/ReadBlock").Bind("$id", mailbox.Value).Bind("$block", (long)key.Number).Each(row =>
            {
                block.Indexed.PutBlock(key.Number, row.GetFieldValue<byte[]>(0));
                block.Skipped.PutBlock(key.Number, row.GetFieldValue<byte[]>(1));
            });
            _blocks.Add(key, block);
        }

        return block;
    }
}

using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>What changed in flags at the source since it was seen last is changed here; the rest stays as its user has it.</summary>
internal sealed class FlagUpdate(
    IImportTarget mail, MailboxId mailbox, SourceFolder folder, SeenMessages seen, int batchMessages, HashSet<string> badKeywords)
{
    private readonly Dictionary<string, (FlagMerge Merge, List<(int Message, SeenRecord Record)> Messages)> _changes = new(StringComparer.Ordinal);
    private MailboxIndex? _index;
    private bool _isIndexRead;
    private int _changed;

    /// <summary>Runs it for the messages that were here before; answers how many changed.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        for (var at = 0; at < folder.Messages.Count; at++)
        {
            if (folder.Messages.Row(at).Here != 0)
            {
                await Look(at, cancellation);
            }
        }

        foreach (var (merge, messages) in _changes.Values)
        {
            await Change(merge, messages, cancellation);
        }

        return _changed;
    }

    private async ValueTask Look(int at, CancellationToken cancellation)
    {
        var (flags, record) = Now(at);
        var row = folder.Messages.Row(at);
        if (row.SeenUid != 0 && row.SeenFlags == record.Flags)
        {
            return;
        }

        if (!_isIndexRead)
        {
            // Most runs find nothing changed, and a large mailbox takes memory for this.
            (_index, _isIndexRead) = (await mail.Index(mailbox, cancellation), true);
        }

        if (_index is null || !_index.TryGet(row.Here, out var entry))
        {
            return;
        }

        var merge = new FlagMerge(row.SeenUid != 0 ? seen.Flags(row.SeenFlags) : null, flags);
        if (!merge.WouldChange(entry))
        {
            seen.Put(at, record);
            return;
        }

        if (!_changes.TryGetValue(merge.Text, out var known))
        {
            _changes[merge.Text] = known = (merge, []);
        }

        known.Messages.Add((at, record));
        if (known.Messages.Count >= batchMessages)
        {
            await Change(merge, known.Messages, cancellation);
            known.Messages.Clear();
        }
    }

    private (SourceFlags Flags, SeenRecord Record) Now(int at)
    {
        var flags = SourceFlags.Of(folder, folder.Messages[at], badKeywords);
        return (flags, seen.Record(folder.Messages.Row(at).Here, flags));
    }

    private async Task Change(FlagMerge merge, List<(int Message, SeenRecord Record)> messages, CancellationToken cancellation)
    {
        List<uint> uids = [.. messages.Select(message => message.Record.Uid).Order()];
        foreach (var change in merge.Changes)
        {
            if (uids.Count > 0 && !await mail.StoreFlags(mailbox, uids, change, cancellation))
            {
                return;
            }
        }

        messages.ForEach(message => seen.Put(message.Message, message.Record));
        _changed += messages.Count;
    }
}

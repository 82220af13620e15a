using System.Globalization;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Pop3;

/// <summary>
/// The messages as they were when the session began (RFC 1939 §4), with the marks that DELE makes. Nothing is removed before QUIT.
/// </summary>
internal sealed class Pop3Maildrop(MailAccount account, Pop3Listing listing)
{
    private readonly HashSet<int> _deleted = [];
    private readonly HashSet<uint> _read = [];

    public MailAccount Account => account;

    public MailboxId Mailbox => listing.Mailbox;

    /// <summary>The highest number that RETR or DELE touched: LAST of RFC 1460, which old clients still ask for.</summary>
    public int Last { get; private set; }

    public int Count => listing.Messages.Count - _deleted.Count;

    public long Octets => Numbers.Sum(number => this[number].Size);

    /// <summary>The numbers of the messages that are not marked.</summary>
    public IEnumerable<int> Numbers => Enumerable.Range(1, listing.Messages.Count).Where(number => !_deleted.Contains(number));

    public Pop3Entry this[int number] => listing.Messages[number - 1];

    /// <summary>Reads a message number; a marked message has none.</summary>
    public bool TryFind(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= listing.Messages.Count && !_deleted.Contains(number);

    public void Delete(int number)
    {
        _deleted.Add(number);
        Touch(number);
    }

    public void MarkRead(int number)
    {
        _read.Add(this[number].Uid);
        Touch(number);
    }

    public void Reset()
    {
        _deleted.Clear();
        Last = 0;
    }

    /// <summary>Removes the marked messages in one durable unit.</summary>
    public async ValueTask Update(CancellationToken cancellation)
    {
        if (_deleted.Count > 0)
        {
            _read.ExceptWith(_deleted.Select(number => this[number].Uid));
            await account.Remove(Mailbox, [.. _deleted.Select(number => this[number].Uid).Order()], cancellation);
            _deleted.Clear();
        }
    }

    /// <summary>Removes what was read and has been here for longer than that (RFC 2449 §6.7); only messages that the session knows.</summary>
    public async ValueTask Expire(DateTimeOffset before, CancellationToken cancellation)
    {
        await MarkSeen(cancellation);
        if (await account.Index(Mailbox, cancellation) is not { } index)
        {
            return;
        }

        var known = listing.Messages.Select(message => message.Uid).ToHashSet();
        var entries = new List<MessageEntry>();
        index.CopyTo(0, uint.MaxValue, entries);
        var old = entries.FindAll(entry => known.Contains(entry.Uid) && entry.SavedDate < before && entry.Flags.HasFlag(MessageFlags.Seen));
        await account.Remove(Mailbox, [.. old.Select(entry => entry.Uid)], cancellation);
    }

    /// <summary>Sets \Seen on what was retrieved, also when the connection broke: the user has it.</summary>
    public async ValueTask MarkSeen(CancellationToken cancellation)
    {
        if (_read.Count > 0)
        {
            await account.StoreFlags(Mailbox, [.. _read.Order()], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, []), null, cancellation);
            _read.Clear();
        }
    }

    private void Touch(int number) => Last = Math.Max(Last, number);
}

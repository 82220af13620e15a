using System.Globalization;
using System.Net;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Checks.Greylisting;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Sending;

/// <summary>What accounts sent, to whom and from where: counts of each hour, known recipients and known networks; it survives restarts.</summary>
/// <remarks>Limits: the counts of <see cref="Kept"/> accounts in memory, the rest in <see cref="CheckMemory"/> with its limits.</remarks>
internal sealed class SendingHistory(CheckMemory memory, TimeProvider time)
{
    internal const string Recipient = "sent-to";
    internal const string Network = "sent-from";
    internal const string Released = "released";
    internal const int Days = 31;
    private const int Kept = 20_000;
    private readonly BoundedCache<AccountId, SentCounter> _counters = new(Kept);

    /// <summary>What the counts of a kind are remembered as.</summary>
    internal static string NameOf(SentKind kind) => "sent-" + kind.ToString().ToLowerInvariant();

    /// <summary>How many of a kind in the last hours.</summary>
    public async ValueTask<int> Sum(AccountId account, SentKind kind, int hours, CancellationToken cancellation) =>
        (await Counter(account, cancellation)).Sum(kind, hours, time.GetUtcNow());

    public async ValueTask Add(AccountId account, SentKind kind, int count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return;
        }

        var counter = await Counter(account, cancellation);
        var hour = SentCounter.HourOf(time.GetUtcNow());
        counter.Add(kind, hour, count);
        memory.Note(NameOf(kind), Key(account, hour), count);
    }

    /// <summary>The most in an hour of the last month, apart from this hour and the one before.</summary>
    public async ValueTask<long> Peak(AccountId account, SentKind kind, CancellationToken cancellation)
    {
        var now = SentCounter.HourOf(time.GetUtcNow());
        var peak = 0L;
        foreach (var (hour, count) in await Hours(account, kind, now - (Days * 24), cancellation))
        {
            peak = hour < now - 1 ? Math.Max(peak, count) : peak;
        }

        // What an administrator released belongs to the account's habits.
        var released = Key(account, kind + "|");
        foreach (var note in await memory.List(Released, released, 100, cancellation))
        {
            if (note.Key.StartsWith(released, StringComparison.Ordinal) && long.TryParse(note.Key.AsSpan(released.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                peak = Math.Max(peak, count);
            }
        }

        return peak;
    }

    /// <summary>What the account did in this hour was right.</summary>
    public async ValueTask Forgive(AccountId account, CancellationToken cancellation)
    {
        foreach (var kind in (SentKind[])[SentKind.NewRecipients, SentKind.Refusals, SentKind.NewNetworks])
        {
            var count = await Sum(account, kind, 1, cancellation);
            if (count > 0)
            {
                memory.Note(Released, Key(account, string.Create(CultureInfo.InvariantCulture, $"{kind}|{count}")));
            }
        }
    }

    public async ValueTask<bool> Knows(AccountId account, Address recipient, CancellationToken cancellation) =>
        await memory.Find(Recipient, Key(account, recipient.Canonical), cancellation) is not null;

    public void NoteRecipient(AccountId account, Address recipient) => memory.Note(Recipient, Key(account, recipient.Canonical));

    /// <summary>The account sends from an address; whether it is in a network that is new.</summary>
    public async ValueTask<bool> NoteNetwork(AccountId account, IPAddress address, CancellationToken cancellation)
    {
        var key = Key(account, Greylist.Network(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
        var isNew = await memory.Find(Network, key, cancellation) is null;
        memory.Note(Network, key);
        return isNew;
    }

    private static string Key(AccountId account, string what) => string.Create(CultureInfo.InvariantCulture, $"{account.Value}|{what}");

    private static string Key(AccountId account, long hour) => string.Create(CultureInfo.InvariantCulture, $"{account.Value}|{hour:D8}");

    private async ValueTask<SentCounter> Counter(AccountId account, CancellationToken cancellation)
    {
        if (_counters.TryGet(account, out var known))
        {
            return known;
        }

        var ticket = _counters.Ticket;
        var loaded = new SentCounter();
        var now = SentCounter.HourOf(time.GetUtcNow());
        foreach (var kind in Enum.GetValues<SentKind>())
        {
            foreach (var (hour, count) in await Hours(account, kind, now - SentCounter.Hours, cancellation))
            {
                loaded.Add(kind, hour, (int)Math.Min(count, SendingLimits.Most));
            }
        }

        _counters.Add(account, loaded, ticket);
        return _counters.TryGet(account, out known) ? known : loaded;
    }

    private async ValueTask<List<(long Hour, long Count)>> Hours(AccountId account, SentKind kind, long from, CancellationToken cancellation)
    {
        var prefix = Key(account, "");
        var hours = new List<(long Hour, long Count)>();
        foreach (var note in await memory.List(NameOf(kind), Key(account, from), (Days * 24) + 1, cancellation))
        {
            if (!note.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                break;
            }

            if (long.TryParse(note.Key.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var hour))
            {
                hours.Add((hour, note.Count));
            }
        }

        return hours;
    }
}

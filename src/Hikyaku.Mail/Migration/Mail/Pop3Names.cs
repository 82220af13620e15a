using System.Globalization;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>The unique identifiers and the order that the old host's POP3 server gave, for INBOX.</summary>
internal sealed class Pop3Names
{
    private readonly Pop3Source _source;
    private readonly Dictionary<string, string> _uidls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _ranks = [];

    /// <summary>Decides by the files what <see cref="Pop3Source.Auto"/> means.</summary>
    public Pop3Names(SourceMaildir maildir, SourceFolder inbox, Pop3Source source)
    {
        IsTold = source != Pop3Source.Auto;
        var sizes = maildir.Read(inbox.Path / "courierpop3dsizelist");
        _source = source != Pop3Source.Auto ? source
            : sizes is not null && !IsDovecotNewer(inbox) ? Pop3Source.Courier
            : inbox is { IsDovecot: true, Uids: not null } ? Pop3Source.Dovecot : Pop3Source.Qmail;
        if (_source == Pop3Source.Courier && sizes is not null)
        {
            foreach (var entry in Pop3SizeList.Parse(sizes).Entries)
            {
                _uidls[entry.BaseName] = entry.Uidl;
            }
        }

        if (_source == Pop3Source.Dovecot)
        {
            ReadDovecot(inbox.Uids);
        }
    }

    /// <summary>Whether someone said which server it was; else it is a guess.</summary>
    public bool IsTold { get; }

    /// <summary>The identifier of a message, or null when it never had one.</summary>
    public string? Uidl(in SourceMessage message, uint uid, uint uidValidity)
    {
        var uidl = _source switch
        {
            Pop3Source.Qmail => message.Name.BaseName,
            Pop3Source.Dovecot when uid != 0 && !_uidls.ContainsKey(message.Key) => string.Create(CultureInfo.InvariantCulture, $"{uid:x8}{uidValidity:x8}"),
            _ => _uidls.GetValueOrDefault(message.Key),
        };

        // Two messages with one identifier: the second gets a new one here (RFC 1939 §7). One that would end a line never worked.
        return uidl is null || uidl.AsSpan().ContainsAnyInRange('\0', '\x1f') || !_given.Add(uidl) ? null : uidl;
    }

    /// <summary>Its place: by time for qmail, by the number that begins the name for Courier, by O and then UID for Dovecot.</summary>
    public long Order(in SourceMessage message, uint uid, DateTimeOffset modified)
    {
        var number = _source switch
        {
            Pop3Source.Dovecot => _orders.TryGetValue(message.Key, out var order) ? Math.Min(order, uint.MaxValue) : (1L << 32) + uid,
            Pop3Source.Courier => LeadingNumber(message.Key),
            _ => modified.ToUnixTimeSeconds(),
        };
        _ranks[number] = _ranks.GetValueOrDefault(number) + 1;
        return (Math.Clamp(number, 0, 1L << 40) << 20) + _ranks[number];
    }

    // A Dovecot that keeps identifiers of its own, and was the last that wrote.
    private static bool IsDovecotNewer(SourceFolder inbox) => inbox is { IsDovecot: true, Uids: { } uids } && uids.Entries.Any(entry => entry.Pop3Uidl is not null)
        && ByteFiles.Facts(inbox.Path / "dovecot-uidlist")?.Modified >= ByteFiles.Facts(inbox.Path / "courierpop3dsizelist")?.Modified;

    private void ReadDovecot(UidList? list)
    {
        foreach (var entry in list?.Entries ?? [])
        {
            if (entry.Pop3Uidl is { } uidl)
            {
                // An empty P stands for the base name.
                _uidls[entry.BaseName] = uidl.Length == 0 ? entry.BaseName : uidl;
            }

            if (entry.Pop3Order is { } order)
            {
                _orders[entry.BaseName] = order;
            }
        }
    }

    private static long LeadingNumber(string name)
    {
        var end = name.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? name : name.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}

using System.Globalization;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>The unique identifiers and the order that the old host's POP3 server gave, for INBOX.</summary>
internal sealed class Pop3Names : IDisposable
{
    // What lies below the order: messages of one order follow each other by UID.
    private const int OrderShift = 20;
    private readonly Pop3Source _source;
    private readonly SourcePop3 _told;
    private readonly HashSet<ulong>? _given;

    /// <summary>Decides by the files what <see cref="Pop3Source.Auto"/> means.</summary>
    public Pop3Names(SourceMaildir maildir, SourceFolder inbox, Pop3Source source, string scratchFolder)
    {
        IsTold = source != Pop3Source.Auto;
        _told = new SourcePop3(inbox.Messages, scratchFolder);
        var sizes = inbox.Path / "courierpop3dsizelist";
        _source = source != Pop3Source.Auto ? source
            : maildir.CanRead(sizes) && !IsDovecotNewer(inbox) ? Pop3Source.Courier
            : inbox is { IsDovecot: true, Uids: not null } ? Pop3Source.Dovecot : Pop3Source.Qmail;
        if (_source == Pop3Source.Courier)
        {
            var reader = new Pop3SizeReader(entry => _told.Put(entry.BaseName, entry.Uidl));
            maildir.EachLine(sizes, reader.Add);
        }
        else if (_source == Pop3Source.Dovecot && inbox is { IsDovecot: true, HasPop3: true, Uids: not null })
        {
            var reader = new UidListReader(_told);
            maildir.EachLine(inbox.Path / "dovecot-uidlist", reader.Add);
        }

        // Base names differ, and so do UIDs.
        var mayRepeat = inbox.Messages.HasTwins || _source == Pop3Source.Courier || inbox is { HasPop3: true, Uids: not null };
        _given = mayRepeat ? new HashSet<ulong>(inbox.Messages.Count) : null;
    }

    /// <summary>Whether someone said which server it was; else it is a guess.</summary>
    public bool IsTold { get; }

    /// <summary>The identifier of a message, or null when it never had one.</summary>
    public string? Uidl(int index, in SourceMessage message, uint uidValidity)
    {
        var uidl = _source == Pop3Source.Qmail ? message.Name.BaseName : _told.Uidl(index);
        if (_source == Pop3Source.Dovecot && uidl is null && message.Uid != 0)
        {
            uidl = string.Create(CultureInfo.InvariantCulture, $"{message.Uid:x8}{uidValidity:x8}");
        }

        // Two messages with one identifier: the second gets a new one here (RFC 1939 §7). One that would end a line never worked.
        return uidl is null || uidl.AsSpan().ContainsAnyInRange('\0', '\x1f') || (_given is not null && !_given.Add(State.SeenMessages.Key(uidl))) ? null : uidl;
    }

    /// <summary>Its place: by time for qmail, by the number that begins the name for Courier, by O and then UID for Dovecot.</summary>
    public long Order(int index, in SourceMessage message, DateTimeOffset modified)
    {
        var number = _source switch
        {
            Pop3Source.Dovecot => _told.Order(index) is > 0 and var order ? order - 1 : (1L << 32) + message.Uid,
            Pop3Source.Courier => LeadingNumber(message.Key),
            _ => modified.ToUnixTimeSeconds(),
        };
        return Math.Clamp(number, 0, 1L << 40) << OrderShift;
    }

    /// <inheritdoc/>
    public void Dispose() => _told.Dispose();

    // A Dovecot that keeps identifiers of its own, and was the last that wrote.
    private static bool IsDovecotNewer(SourceFolder inbox) => inbox is { IsDovecot: true, Uids: not null, HasPop3Uidl: true }
        && ByteFiles.Facts(inbox.Path / "dovecot-uidlist")?.Modified >= ByteFiles.Facts(inbox.Path / "courierpop3dsizelist")?.Modified;

    private static long LeadingNumber(string name)
    {
        var end = name.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? name : name.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}

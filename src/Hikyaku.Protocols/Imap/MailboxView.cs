using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols.Imap.Searching;

namespace Hikyaku.Protocols.Imap;

/// <summary>
/// The selected mailbox as this client knows it: its sequence numbers stand still until an EXPUNGE or EXISTS is sent (RFC 9051 §2.3.1.2,
/// §7.5.1), whatever other sessions do meanwhile.
/// </summary>
internal sealed class MailboxView
{
    private readonly List<uint> _uids;
    private readonly uint _recentFrom;
    private readonly SortedSet<uint> _gone = [];
    private ulong _seen;
    private int _known;
    private bool _hasHeld;

    public MailboxView(ReachedMailbox mailbox, MailboxIndex index, bool isReadOnly)
    {
        (Mailbox, Index, IsReadOnly) = (mailbox, index, isReadOnly);
        // First the modseq, then the UIDs: what comes between is seen twice, never missed.
        _seen = index.HighestModSeq;
        _uids = [.. index.Uids()];
        _recentFrom = isReadOnly ? uint.MaxValue : index.ClaimRecent();
        _known = index.KnownKeywords().Count;
    }

    /// <summary>The mail that the mailbox belongs to.</summary>
    public MailAccount Mail => Mailbox.Mail;

    public MailboxInfo Info => Mailbox.Info;

    /// <summary>The mailbox with what the session may do with it.</summary>
    public ReachedMailbox Mailbox { get; }

    /// <summary>Whether its owner has taken the right to read it away.</summary>
    public bool IsTakenAway => !Mailbox.Allows(MailboxRights.Read);

    public MailboxIndex Index { get; }

    public bool IsReadOnly { get; }

    public int Count => _uids.Count;

    /// <summary>The modseq up to which the client has been told everything.</summary>
    public ulong Seen => _seen;

    /// <summary>The results that are kept up to date.</summary>
    public SearchContexts Contexts { get; } = new();

    /// <summary>The result of the last SEARCH RETURN (SAVE).</summary>
    public List<uint> Saved { get; set; } = [];

    public int Recent => _uids.Count - At(_recentFrom);

    public uint UidAt(int sequence) => _uids[sequence - 1];

    /// <summary>The first UID that is \Recent here.</summary>
    public uint RecentFrom => _recentFrom;

    public bool IsRecent(uint uid) => uid >= _recentFrom;

    /// <summary>The sequence number of a UID; 0 when the client does not know it.</summary>
    public int SequenceOf(uint uid) => Math.Max(0, _uids.BinarySearch(uid) + 1);

    /// <summary>The known UIDs above one.</summary>
    public List<uint> UidsAfter(uint uid) => _uids.GetRange(At(uid + 1), _uids.Count - At(uid + 1));

    /// <summary>The known UIDs of a set, ascending; null when a sequence number is beyond the mailbox.</summary>
    public List<uint>? Resolve(SequenceSet set, bool isUid)
    {
        if (set.IsSaved)
        {
            return Saved.FindAll(uid => _uids.BinarySearch(uid) >= 0);
        }

        var uids = new List<uint>();
        var largest = isUid ? (_uids.Count == 0 ? 0 : _uids[^1]) : (uint)_uids.Count;
        foreach (var (first, last) in set.Resolve(largest))
        {
            if (!isUid && (first == 0 || last > largest))
            {
                return null;
            }

            var from = isUid ? At(first) : (int)first - 1;
            var to = isUid ? At(last == uint.MaxValue ? last : last + 1) : (int)last;
            uids.AddRange(_uids.GetRange(from, Math.Max(0, to - from)));
        }

        return uids;
    }

    /// <summary>The UIDs of a set of sequence numbers, those beyond the mailbox left out.</summary>
    public List<uint> ResolveKnown(SequenceSet set)
    {
        var uids = new List<uint>();
        foreach (var (first, last) in set.Resolve((uint)_uids.Count))
        {
            for (var number = Math.Max(1, first); number <= Math.Min(last, (uint)_uids.Count); number++)
            {
                uids.Add(UidAt((int)number));
            }
        }

        return uids;
    }

    /// <summary>The UIDs of a set as ascending, disjoint ranges; sequence numbers beyond the mailbox match nothing (RFC 9051 §6.4.4).</summary>
    public List<(uint First, uint Last)> Ranges(SequenceSet set, bool isUid)
    {
        if (set.IsSaved)
        {
            return Saved.ConvertAll(uid => (uid, uid));
        }

        var resolved = set.Resolve(isUid ? (_uids.Count == 0 ? 0 : _uids[^1]) : (uint)_uids.Count);
        return isUid
            ? resolved.ConvertAll(range => (range.First, range.Last))
            : [.. resolved.Where(range => _uids.Count > 0 && range.First <= _uids.Count && range.Last > 0)
                .Select(range => (UidAt((int)Math.Max(1, range.First)), UidAt((int)Math.Min(range.Last, (uint)_uids.Count))))];
    }

    /// <summary>The messages of a result that the client knows, in the order of the result.</summary>
    public List<ShownMessage> Show(IReadOnlyList<FoundMessage> found)
    {
        var shown = new List<ShownMessage>(found.Count);
        var at = 0;
        foreach (var message in found)
        {
            // Mostly the result goes up as the numbers do.
            at = at < _uids.Count && _uids[at] == message.Uid ? at : _uids.BinarySearch(message.Uid);
            if (at >= 0)
            {
                shown.Add(new ShownMessage(message.Uid, (uint)++at, message.ModSeq));
            }
            else
            {
                at = ~at;
            }
        }

        return shown;
    }

    /// <summary>Tells the client what changed since it was last told; flags as set by <paramref name="quiet"/> are not repeated.</summary>
    public void Sync(ImapSession session, bool mayExpunge, StoreResult.Done? quiet = null)
    {
        if (Index.HighestModSeq != _seen)
        {
            var changes = Index.ChangesSince(_seen);
            _seen = changes.HighestModSeq;
            foreach (var uid in changes.Vanished)
            {
                if (_uids.BinarySearch(uid) >= 0)
                {
                    _gone.Add(uid);
                }
            }

            foreach (var entry in changes.Changed)
            {
                Contexts.Note(entry.Uid);
            }

            Expunge(session, mayExpunge);
            var last = _uids.Count == 0 ? 0 : _uids[^1];
            Add(session, changes.Changed, last);
            Changed(session, changes.Changed, last, quiet);
        }
        else
        {
            Expunge(session, mayExpunge);
            Add(session, [], _uids.Count == 0 ? 0 : _uids[^1]);
        }
    }

    private void Expunge(ImapSession session, bool mayExpunge)
    {
        if (!mayExpunge || _gone.Count == 0)
        {
            return;
        }

        Contexts.Leave(session.Writer, this, _gone);
        if (session.HasQResync || session.HasUidOnly)
        {
            // RFC 7162 §3.2.10, RFC 9586 §3.4
            session.Writer.Raw("* VANISHED "u8);
            SequenceSetWriter.Write(session.Writer, _gone);
            session.Writer.Raw("\r\n"u8);
            _uids.RemoveAll(_gone.Contains);
        }
        else
        {
            foreach (var uid in _gone.Reverse())
            {
                var sequence = SequenceOf(uid);
                session.Writer.Raw("* "u8);
                session.Writer.Number(sequence);
                session.Writer.Raw(" EXPUNGE\r\n"u8);
            }

            _uids.RemoveAll(_gone.Contains);
        }

        Saved.RemoveAll(_gone.Contains);
        _gone.Clear();
    }

    private void Add(ImapSession session, IReadOnlyList<MessageEntry> changed, uint last)
    {
        if (session.HoldsNewMail)
        {
            _hasHeld = true;
            return;
        }

        if (_hasHeld)
        {
            // What was held came with changes that are past.
            var held = new List<MessageEntry>();
            Index.CopyTo(last + 1, uint.MaxValue, held);
            (changed, _hasHeld) = (held, false);
        }

        var before = _uids.Count;
        foreach (var entry in changed)
        {
            if (entry.Uid > last)
            {
                _uids.Add(entry.Uid);
            }
        }

        if (_uids.Count > before)
        {
            WriteCounts(session);
        }
    }

    /// <summary>Writes EXISTS, and RECENT for clients of RFC 3501.</summary>
    public void WriteCounts(ImapSession session)
    {
        session.Writer.Raw("* "u8);
        session.Writer.Number(_uids.Count);
        session.Writer.Raw(" EXISTS\r\n"u8);
        if (!session.IsRev2)
        {
            session.Writer.Raw("* "u8);
            session.Writer.Number(Recent);
            session.Writer.Raw(" RECENT\r\n"u8);
        }
    }

    // New messages were told by EXISTS: the client asks for what it wants of them.
    private void Changed(ImapSession session, IReadOnlyList<MessageEntry> changed, uint last, StoreResult.Done? quiet)
    {
        if (changed.Count > 0 && Index.KnownKeywords() is var keywords && keywords.Count != _known)
        {
            _known = keywords.Count;
            WriteFlags(session, keywords);
        }

        foreach (var entry in changed)
        {
            if (entry.Uid <= last && SequenceOf(entry.Uid) is not 0 and var sequence && !_gone.Contains(entry.Uid))
            {
                var isQuiet = quiet is not null && entry.ModSeq == quiet.ModSeq;
                if (!isQuiet || session.HasCondStore)
                {
                    WriteChange(session, sequence, entry, withFlags: !isQuiet);
                }
            }
        }
    }

    /// <summary>Writes the FLAGS response, and PERMANENTFLAGS where flags can be changed.</summary>
    public void WriteFlags(ImapSession session, IReadOnlyList<string> keywords)
    {
        var all = keywords.Count == 0 ? FlagText.System : FlagText.System + " " + string.Join(' ', keywords);
        session.Untagged($"FLAGS ({all})");
        session.Untagged(IsReadOnly ? "OK [PERMANENTFLAGS ()] No changes here."
            : Mailbox.Kept != MessageFlags.None ? $"OK [PERMANENTFLAGS ({FlagText.Changeable(Mailbox, keywords)})] Others are the owner's." // RFC 4314 §5.1.1
            : $"OK [PERMANENTFLAGS ({all} \\*)] Keywords may be made.");
    }

    public void WriteChange(ImapSession session, int sequence, in MessageEntry entry, bool withFlags)
    {
        var writer = session.Writer;
        var isFirst = BeginFetch(session, sequence, entry.Uid);
        if (session.HasCondStore)
        {
            writer.Raw(isFirst ? "MODSEQ ("u8 : " MODSEQ ("u8);
            writer.Number(entry.ModSeq);
            writer.Raw((byte)')');
            isFirst = false;
        }

        if (withFlags)
        {
            writer.Raw(isFirst ? "FLAGS "u8 : " FLAGS "u8);
            FlagText.Write(writer, entry, !session.IsRev2 && IsRecent(entry.Uid));
        }

        writer.Raw(")\r\n"u8);
    }

    // RFC 9586 §3.3: UIDFETCH has the UID in place of the number, and not a second time.
    private static bool BeginFetch(ImapSession session, int sequence, uint uid)
    {
        var writer = session.Writer;
        writer.Raw("* "u8);
        writer.Number(session.HasUidOnly ? uid : sequence);
        writer.Raw(session.HasUidOnly ? " UIDFETCH ("u8 : " FETCH (UID "u8);
        if (!session.HasUidOnly)
        {
            writer.Number(uid);
        }

        return session.HasUidOnly;
    }

    private int At(uint uid) => _uids.BinarySearch(uid) is var at && at < 0 ? ~at : at;
}

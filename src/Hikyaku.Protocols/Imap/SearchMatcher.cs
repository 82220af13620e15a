using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>
/// Decides whether a message meets a condition, as far as what is known of it allows: first flags, dates and sizes, then the stored header
/// columns, and only where still open the octets of the message.
/// </summary>
internal sealed class SearchMatcher(MailboxView view, DateTimeOffset now)
{
    private readonly Dictionary<string, string> _folded = [];
    private readonly Dictionary<SequenceSet, HashSet<uint>> _sets = new(ReferenceEqualityComparer.Instance);

    /// <summary>True or false, or null when more must be known.</summary>
    public bool? Match(SearchKey key, in MessageEntry entry, HeaderColumns? columns, MessageText? text) => key switch
    {
        SearchKey.And and => All(and.Keys, entry, columns, text),
        SearchKey.Or or => Match(or.First, entry, columns, text) switch
        {
            true => true,
            false => Match(or.Second, entry, columns, text),
            null => Match(or.Second, entry, columns, text) == true ? true : null,
        },
        SearchKey.Not not => !Match(not.Key, entry, columns, text),
        SearchKey.Flag flag => HasFlag(entry, flag.Name),
        SearchKey.Recent => view.IsRecent(entry.Uid),
        SearchKey.Size size => size.IsLarger ? entry.Size > (long)size.Octets : entry.Size < (long)size.Octets,
        SearchKey.InSet set => Set(set).Contains(entry.Uid),
        SearchKey.ModSeq modSeq => entry.ModSeq >= modSeq.Least,
        SearchKey.Within within => now - entry.InternalDate <= TimeSpan.FromSeconds(within.Seconds) == within.IsYounger,
        SearchKey.Date date => Date(date, entry, columns),
        SearchKey.Header header => Header(header, columns, text),
        SearchKey.Body body => text?.Contains(Folded(body.Text), body.WithHeader),
        _ => false,
    };

    private bool? All(IReadOnlyList<SearchKey> keys, in MessageEntry entry, HeaderColumns? columns, MessageText? text)
    {
        bool? all = true;
        // What can be decided cheaply comes first in effect: an open condition costs nothing until its data is there.
        for (var i = 0; i < keys.Count; i++)
        {
            var one = Match(keys[i], entry, columns, keys[i] is SearchKey.Body && all is null ? null : text);
            if (one == false)
            {
                return false;
            }

            all = one is null ? null : all;
        }

        return all;
    }

    private static bool HasFlag(in MessageEntry entry, string name)
    {
        if (FlagText.Find(name) is not MessageFlags.None and var flag)
        {
            return (entry.Flags & flag) != MessageFlags.None;
        }

        var keywords = entry.Keywords;
        for (var i = 0; i < keywords.Count; i++)
        {
            if (keywords[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private HashSet<uint> Set(SearchKey.InSet key)
    {
        if (!_sets.TryGetValue(key.Set, out var uids))
        {
            // RFC 9051 §6.4.4: numbers beyond the mailbox match nothing.
            uids = [.. view.Resolve(key.Set, key.IsUid) ?? view.ResolveKnown(key.Set)];
            _sets.Add(key.Set, uids);
        }

        return uids;
    }

    private static bool? Date(SearchKey.Date key, in MessageEntry entry, HeaderColumns? columns)
    {
        // RFC 9051 §6.4.4: time and zone are disregarded.
        DateTimeOffset? when = key.Which switch
        {
            SearchDate.Internal => entry.InternalDate,
            SearchDate.Saved => entry.SavedDate,
            _ => columns?.Date,
        };
        if (when is not { } time)
        {
            return columns is null && key.Which == SearchDate.Sent ? null : false;
        }

        var order = DateOnly.FromDateTime(time.DateTime).CompareTo(key.Day);
        return key.Relation switch { < 0 => order < 0, 0 => order == 0, _ => order >= 0 };
    }

    private bool? Header(SearchKey.Header key, HeaderColumns? columns, MessageText? text)
    {
        var column = key.Name switch
        {
            "SUBJECT" => columns?.Subject,
            "FROM" => columns?.FromText,
            "TO" => columns?.ToText,
            "CC" => columns?.CcText,
            "BCC" => columns?.BccText,
            _ => null,
        };
        if (column is { Length: > 0 })
        {
            return SearchText.Contains(column, Folded(key.Text));
        }

        if (column is not null && key.Text.Length > 0)
        {
            return false;
        }

        // Other fields, and whether an empty one is there at all.
        return text?.HeaderContains(key.Name, Folded(key.Text));
    }

    private string Folded(string text)
    {
        if (!_folded.TryGetValue(text, out var folded))
        {
            folded = SearchText.Fold(text);
            _folded.Add(text, folded);
        }

        return folded;
    }
}

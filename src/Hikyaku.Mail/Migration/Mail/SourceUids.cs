namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Gives each message of a folder the UID it has, or would get next, at its source; 0 when no server ever gave one.</summary>
internal static class SourceUids
{
    /// <summary>The messages with their UIDs, ascending.</summary>
    public static List<(SourceMessage Message, uint Uid)> Of(SourceFolder folder)
    {
        if (folder.Uids is not { } list)
        {
            return [.. folder.Messages.Select(message => (message, 0u))];
        }

        var known = new Dictionary<string, uint>(list.Entries.Count, StringComparer.Ordinal);
        foreach (var entry in list.Entries)
        {
            known.TryAdd(entry.BaseName, entry.Uid);
        }

        var next = list.NextUid;
        var messages = new List<(SourceMessage, uint Uid)>(folder.Messages.Count);
        foreach (var message in folder.Messages)
        {
            // Unlisted ones follow in the folder's order, as Courier would give them.
            messages.Add((message, known.TryGetValue(message.Key, out var uid) ? uid : next == uint.MaxValue ? 0 : next++));
        }

        messages.Sort((x, y) => x.Uid.CompareTo(y.Uid));
        return messages;
    }

    /// <summary>UIDNEXT once all are in; 0 when the source has none.</summary>
    public static uint Next(SourceFolder folder, IReadOnlyList<(SourceMessage Message, uint Uid)> messages) => folder.Uids is not { } list ? 0
        : messages.Count == 0 || messages[^1].Uid == uint.MaxValue ? list.NextUid : Math.Max(list.NextUid, messages[^1].Uid + 1);
}

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Gives each message of a folder the UID it has, or would get next, at its source.</summary>
internal static class SourceUids
{
    /// <summary>The messages with their UIDs, ascending.</summary>
    public static List<(SourceMessage Message, uint Uid)> Of(SourceFolder folder)
    {
        var known = new Dictionary<string, uint>(folder.Uids?.Entries.Count ?? 0, StringComparer.Ordinal);
        foreach (var entry in folder.Uids?.Entries ?? [])
        {
            known.TryAdd(entry.BaseName, entry.Uid);
        }

        var next = folder.Uids?.NextUid ?? 1;
        var messages = new List<(SourceMessage, uint Uid)>(folder.Messages.Count);
        foreach (var message in folder.Messages)
        {
            // Unlisted ones follow in the folder's order, as Courier would give them.
            messages.Add((message, known.TryGetValue(message.Key, out var uid) ? uid : next++));
        }

        messages.Sort((x, y) => x.Uid.CompareTo(y.Uid));
        return messages;
    }

    /// <summary>UIDNEXT once all are in.</summary>
    public static uint Next(SourceFolder folder, IReadOnlyList<(SourceMessage Message, uint Uid)> messages) =>
        Math.Max(folder.Uids?.NextUid ?? 1, messages.Count == 0 ? 1 : messages[^1].Uid + 1);
}

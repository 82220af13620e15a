namespace Hikyaku.Formats.ImapSyntax;

/// <summary>One group of NOTIFY SET: mailboxes and their events.</summary>
/// <param name="Scope">Which mailboxes.</param>
/// <param name="Names">Their names as the client wrote them, where the scope has names.</param>
/// <param name="Events">The events.</param>
/// <param name="Items">What is wanted of each new message.</param>
public sealed record NotifyGroup(NotifyScope Scope, IReadOnlyList<byte[]> Names, NotifyEvents Events, IReadOnlyList<FetchItem> Items)
{
    /// <summary>Whether it is about the selected mailbox.</summary>
    public bool IsSelected => Scope is NotifyScope.Selected or NotifyScope.SelectedDelayed;

    /// <summary>What of RFC 5465 the group breaks; null when nothing.</summary>
    public string? Problem()
    {
        if ((Events & NotifyEvents.MessageNew) != NotifyEvents.None != ((Events & NotifyEvents.MessageExpunge) != NotifyEvents.None))
        {
            return "MessageNew and MessageExpunge go together."; // RFC 5465 §5
        }

        if ((Events & NotifyEvents.FlagChange) != NotifyEvents.None && (Events & NotifyEvents.MessageNew) == NotifyEvents.None)
        {
            return "FlagChange goes with MessageNew and MessageExpunge."; // RFC 5465 §5
        }

        if (IsSelected && (Events & ~NotifyEvents.Message) != NotifyEvents.None)
        {
            return "The selected mailbox has events of messages alone."; // RFC 5465 §6.1
        }

        return Items.Count > 0 && !IsSelected ? "Data items are for the selected mailbox alone." : null; // RFC 5465 §5.2
    }
}

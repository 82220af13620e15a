namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The arguments of NOTIFY (RFC 5465 §3).</summary>
/// <param name="WantsStatus">The STATUS of each mailbox is wanted first.</param>
/// <param name="Groups">The groups in their order; none for NOTIFY NONE.</param>
/// <param name="HasBadEvent">An event that is not known here was named.</param>
public sealed record NotifyCommand(bool WantsStatus, IReadOnlyList<NotifyGroup> Groups, bool HasBadEvent)
{
    private const int MaxGroups = 100;
    private const int MaxNames = 1000;

    /// <summary>Reads them; null after a failure.</summary>
    public static NotifyCommand? Read(ref CommandReader reader)
    {
        if (reader.SkipWord("NONE"))
        {
            return reader.ExpectEnd() ? new NotifyCommand(false, [], false) : null;
        }

        if (!reader.SkipWord("SET"))
        {
            reader.Fail("SET or NONE");
        }

        var groups = new List<NotifyGroup>();
        var hasBadEvent = false;
        reader.Expect(' ');
        var wantsStatus = reader.SkipWord("STATUS") && reader.Expect(' ');
        do
        {
            groups.Add(ReadGroup(ref reader, ref hasBadEvent));
        }
        while (!reader.HasFailed && groups.Count < MaxGroups && reader.Skip(' '));
        return reader.ExpectEnd() ? new NotifyCommand(wantsStatus, groups, hasBadEvent) : null;
    }

    private static NotifyGroup ReadGroup(ref CommandReader reader, ref bool hasBadEvent)
    {
        reader.Expect('(');
        var scope = ReadScope(ref reader);
        var names = new List<byte[]>();
        if (scope is NotifyScope.Subtree or NotifyScope.Mailboxes)
        {
            reader.Expect(' ');
            ReadNames(ref reader, names);
        }

        reader.Expect(' ');
        var (events, items) = (NotifyEvents.None, new List<FetchItem>());
        if (!reader.SkipWord("NONE"))
        {
            reader.Expect('(');
            do
            {
                var read = ReadEvent(ref reader, items);
                hasBadEvent |= read == NotifyEvents.None;
                events |= read;
            }
            while (!reader.HasFailed && reader.Skip(' '));
            reader.Expect(')');
        }

        reader.Expect(')');
        return new NotifyGroup(scope, names, events, items);
    }

    private static NotifyScope ReadScope(ref CommandReader reader)
    {
        switch (reader.Word())
        {
            case "SELECTED": return NotifyScope.Selected;
            case "SELECTED-DELAYED": return NotifyScope.SelectedDelayed;
            case "INBOXES": return NotifyScope.Inboxes;
            case "PERSONAL": return NotifyScope.Personal;
            case "SUBSCRIBED": return NotifyScope.Subscribed;
            case "SUBTREE": return NotifyScope.Subtree;
            case "MAILBOXES": return NotifyScope.Mailboxes;
            default:
                reader.Fail("which mailboxes");
                return NotifyScope.Selected;
        }
    }

    private static void ReadNames(ref CommandReader reader, List<byte[]> names)
    {
        var isList = reader.Skip('(');
        do
        {
            names.Add(reader.AString());
        }
        while (isList && !reader.HasFailed && names.Count < MaxNames && reader.Skip(' '));
        if (isList)
        {
            reader.Expect(')');
        }
    }

    private static NotifyEvents ReadEvent(ref CommandReader reader, List<FetchItem> items)
    {
        switch (reader.Word())
        {
            case "MESSAGENEW":
                var probe = reader;
                if (probe.Skip(' ') && probe.Peek('('))
                {
                    reader.Skip(' ');
                    items.AddRange(FetchItems.Read(ref reader));
                }

                return NotifyEvents.MessageNew;
            case "MESSAGEEXPUNGE": return NotifyEvents.MessageExpunge;
            case "FLAGCHANGE": return NotifyEvents.FlagChange;
            case "MAILBOXNAME": return NotifyEvents.MailboxName;
            case "SUBSCRIPTIONCHANGE": return NotifyEvents.SubscriptionChange;
            case "MAILBOXMETADATACHANGE": return NotifyEvents.MailboxMetadataChange;
            case "SERVERMETADATACHANGE": return NotifyEvents.ServerMetadataChange;
            default: return NotifyEvents.None;
        }
    }
}

using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>NOTIFY (RFC 5465).</summary>
internal static class NotifyCommands
{
    private const string Known = "MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange MailboxMetadataChange ServerMetadataChange";

    public static async ValueTask<ImapReply> Notify(ImapSession session, ImapCommand command)
    {
        var (notify, problem) = Read(command);
        if (notify is null)
        {
            return ImapReply.Bad($"Syntax error at {problem}.");
        }

        if (notify.HasBadEvent)
        {
            return ImapReply.No($"[BADEVENT ({Known})] These events are known."); // RFC 5465 §5
        }

        foreach (var group in notify.Groups)
        {
            if (group.Problem() is { } broken)
            {
                return ImapReply.Bad(broken);
            }
        }

        session.Notifications?.Dispose();
        session.Notifications = notify.Groups.Count == 0 ? null : new Notifications(session, notify.Groups);
        if (notify.WantsStatus && session.Notifications is { } notifications)
        {
            await notifications.WriteStatus(session);
        }

        return ImapReply.Ok(notify.Groups.Count == 0 ? "No notifications." : "You will be told.");
    }

    private static (NotifyCommand? Notify, string? Problem) Read(ImapCommand command)
    {
        var reader = command.Arguments;
        var notify = NotifyCommand.Read(ref reader);
        return (notify, reader.Problem);
    }
}

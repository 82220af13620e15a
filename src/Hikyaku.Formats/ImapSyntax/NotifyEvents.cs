namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The events of NOTIFY (RFC 5465 §5).</summary>
[Flags]
public enum NotifyEvents
{
    /// <summary>NONE.</summary>
    None = 0,

    /// <summary>MessageNew.</summary>
    MessageNew = 1,

    /// <summary>MessageExpunge.</summary>
    MessageExpunge = 2,

    /// <summary>FlagChange.</summary>
    FlagChange = 4,

    /// <summary>MailboxName.</summary>
    MailboxName = 8,

    /// <summary>SubscriptionChange.</summary>
    SubscriptionChange = 16,

    /// <summary>MailboxMetadataChange.</summary>
    MailboxMetadataChange = 32,

    /// <summary>ServerMetadataChange.</summary>
    ServerMetadataChange = 64,

    /// <summary>Those about messages.</summary>
    Message = MessageNew | MessageExpunge | FlagChange,
}

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Which mailboxes a group of NOTIFY is about (RFC 5465 §6).</summary>
public enum NotifyScope
{
    /// <summary>The selected one, at once.</summary>
    Selected,

    /// <summary>The selected one, expunges only where they are allowed.</summary>
    SelectedDelayed,

    /// <summary>Those that new mail may go to.</summary>
    Inboxes,

    /// <summary>All own ones.</summary>
    Personal,

    /// <summary>All subscribed ones.</summary>
    Subscribed,

    /// <summary>Named ones and all below them.</summary>
    Subtree,

    /// <summary>Named ones.</summary>
    Mailboxes,
}

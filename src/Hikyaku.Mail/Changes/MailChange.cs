using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Changes;

/// <summary>One thing that a unit of work changed in an account.</summary>
public abstract record MailChange(ulong ModSeq)
{
    /// <summary>Which kind it is.</summary>
    public abstract ChangeKinds Kind { get; }

    /// <summary>Messages of a mailbox came or went, or they only got other flags.</summary>
    public sealed record InMailbox(ulong ModSeq, MailboxId Mailbox, bool IsFlags) : MailChange(ModSeq)
    {
        /// <inheritdoc/>
        public override ChangeKinds Kind => IsFlags ? ChangeKinds.Flags : ChangeKinds.Messages;
    }

    /// <summary>A mailbox has a name; the one that it had before is null when it is new.</summary>
    public sealed record Named(ulong ModSeq, MailboxId Mailbox, string Name, string? OldName) : MailChange(ModSeq)
    {
        /// <inheritdoc/>
        public override ChangeKinds Kind => ChangeKinds.Names;
    }

    /// <summary>A mailbox was removed.</summary>
    public sealed record Removed(ulong ModSeq, MailboxId Mailbox, string Name) : MailChange(ModSeq)
    {
        /// <inheritdoc/>
        public override ChangeKinds Kind => ChangeKinds.Names;
    }

    /// <summary>A name is subscribed, or no longer.</summary>
    public sealed record Subscribed(ulong ModSeq, string Name, bool IsSubscribed) : MailChange(ModSeq)
    {
        /// <inheritdoc/>
        public override ChangeKinds Kind => ChangeKinds.Subscriptions;
    }

    /// <summary>An annotation has another value.</summary>
    public sealed record Annotated(ulong ModSeq, MailboxId Mailbox, AccountId Reader, string Name) : MailChange(ModSeq)
    {
        /// <inheritdoc/>
        public override ChangeKinds Kind => ChangeKinds.Annotations;
    }
}

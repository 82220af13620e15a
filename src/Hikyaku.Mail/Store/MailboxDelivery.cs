using System.Collections.Immutable;

using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Store;

/// <summary>One copy to deliver.</summary>
/// <param name="Account">The account, whose quota counts.</param>
/// <param name="Mailbox">The name of the mailbox; where there is none of that name, INBOX takes the copy.</param>
/// <param name="Flags">Its system flags.</param>
/// <param name="Keywords">Its keywords.</param>
public sealed record MailboxDelivery(Account Account, string Mailbox, MessageFlags Flags, ImmutableArray<string> Keywords)
{
    /// <summary>The detail of the address, which may name another mailbox; null without.</summary>
    public string? Detail { get; init; }
}

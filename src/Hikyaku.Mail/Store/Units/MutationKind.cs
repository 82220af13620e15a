namespace Hikyaku.Mail.Store.Units;

/// <summary>The octet that begins a mutation in its stored form; never renumbered.</summary>
internal enum MutationKind : byte
{
    MailboxPut = 1,
    MailboxCounters = 2,
    MailboxRemove = 3,
    MessagePut = 4,
    FlagsPut = 5,
    MessagesRemove = 6,
    SubscriptionPut = 7,
    AccountRemove = 8,
    UrlKeyPut = 20,
    AnnotationPut = 30,
    RightsPut = 31,
}

namespace Hikyaku.Mail.Store;

/// <summary>The bounds of the store.</summary>
public sealed record StoreLimits
{
    /// <summary>Messages up to this many octets stay in memory and go into the journal whole.</summary>
    public int MemoryBytes { get; init; } = 1 << 20;

    /// <summary>Mailboxes, and subscriptions, of one account.</summary>
    public int Mailboxes { get; init; } = 50_000;

    /// <summary>Octets of a mailbox name in UTF-8.</summary>
    public int NameBytes { get; init; } = 1000;

    /// <summary>Distinct keywords in a mailbox.</summary>
    public int KeywordsPerMailbox { get; init; } = 1000;

    /// <summary>Keywords of one message.</summary>
    public int KeywordsPerMessage { get; init; } = 100;

    /// <summary>Characters of a keyword.</summary>
    public int KeywordLength { get; init; } = 255;

    /// <summary>Those who have rights on one mailbox.</summary>
    public int GranteesPerMailbox { get; init; } = 1000;

    /// <summary>Octets of the value of an annotation; RFC 5464 §4.3.1 names them to clients.</summary>
    public int AnnotationBytes { get; init; } = 64 * 1024;

    /// <summary>Annotations of one mailbox, of all who see it.</summary>
    public int AnnotationsPerMailbox { get; init; } = 1000;

    /// <summary>Octets of the values of all annotations of an account.</summary>
    public long AnnotationBytesOfAccount { get; init; } = 16 << 20;

    /// <summary>Databases of accounts that stay open between uses.</summary>
    public int OpenAccounts { get; init; } = 400;

    /// <summary>The longest time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the server must be quiet before indexes are filled; they wait thirty times as long at most.</summary>
    public TimeSpan IndexQuiet { get; init; } = TimeSpan.FromSeconds(2);
}

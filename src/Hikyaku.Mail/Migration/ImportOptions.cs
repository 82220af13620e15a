using Hikyaku.Mail.Migration.Mail;

namespace Hikyaku.Mail.Migration;

/// <summary>How an import runs.</summary>
public sealed record ImportOptions
{
    /// <summary>Writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Removes here what is gone at the source.</summary>
    public bool Mirror { get; init; }

    /// <summary>Mirrors also folders that are gone as a whole or have lost most of their messages.</summary>
    public bool MirrorAll { get; init; }

    /// <summary>Whose UIDLs POP3 clients know.</summary>
    public Pop3Source Pop3 { get; init; }

    /// <summary>Accounts at a time; of those with many messages one.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>How many messages are many.</summary>
    public int ManyMessages { get; init; } = 100_000;

    /// <summary>Messages of a batch.</summary>
    public int BatchMessages { get; init; } = 1000;

    /// <summary>Octets of a batch.</summary>
    public long BatchBytes { get; init; } = 64L << 20;
}

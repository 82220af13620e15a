namespace Hikyaku.Mail.Migration.Mail;

/// <summary>What is held of each message of a folder while it is imported: 40 octets. Its name lies elsewhere.</summary>
internal struct SourceRow
{
    /// <summary>The digest of its key, by which earlier imports are known.</summary>
    public ulong Digest;

    /// <summary>Where its name begins.</summary>
    public long At;

    /// <summary>The UID it has, or would get next, at its source.</summary>
    public uint Uid;

    /// <summary>The UID here of an earlier import, while it is still there; or 0.</summary>
    public uint Here;

    /// <summary>The UID it is to get here, or 0.</summary>
    public uint Plan;

    /// <summary>The UID here of an earlier import, whether it is still there or not; or 0.</summary>
    public uint SeenUid;

    /// <summary>The flags that it had then.</summary>
    public uint SeenFlags;

    /// <summary>The length of its name.</summary>
    public ushort Length;

    /// <summary>Whether it lies in new/.</summary>
    public bool IsNew;

    /// <summary>Whether another message has its base name.</summary>
    public bool IsTwin;
}

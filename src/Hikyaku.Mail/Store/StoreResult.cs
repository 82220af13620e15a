namespace Hikyaku.Mail.Store;

/// <summary>The outcome of a change of flags.</summary>
public abstract record StoreResult
{
    private StoreResult()
    {
    }

    /// <summary>
    /// It is done: <paramref name="Changed"/> are the entries that were asked for, exist and passed UNCHANGEDSINCE, as they are now (those
    /// that had the flags already keep their modseq); <paramref name="Modified"/> are the UIDs that failed UNCHANGEDSINCE (RFC 7162 §3.1.3).
    /// </summary>
    public sealed record Done(IReadOnlyList<MessageEntry> Changed, IReadOnlyList<uint> Modified, ulong ModSeq) : StoreResult;

    /// <summary>Nothing was changed.</summary>
    public sealed record Refused(MessageRefusal Reason) : StoreResult;
}

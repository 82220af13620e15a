namespace Hikyaku.Mail.Store;

/// <summary>The outcome of adding messages: all, or none.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>All are stored, durably; the UIDs are in the order of the messages.</summary>
    public sealed record Stored(uint UidValidity, IReadOnlyList<uint> Uids, ulong ModSeq) : AppendResult;

    /// <summary>None is stored.</summary>
    public sealed record Refused(MessageRefusal Reason) : AppendResult;
}

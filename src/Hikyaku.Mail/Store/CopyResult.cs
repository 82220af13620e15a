namespace Hikyaku.Mail.Store;

/// <summary>The outcome of COPY or MOVE: all messages, or none.</summary>
public abstract record CopyResult
{
    private CopyResult()
    {
    }

    /// <summary>All that still existed are in the target, durably; ascending by source UID.</summary>
    public sealed record Done(uint UidValidity, IReadOnlyList<UidPair> Pairs, ulong ModSeq) : CopyResult;

    /// <summary>Nothing was changed.</summary>
    public sealed record Refused(MessageRefusal Reason) : CopyResult;
}

namespace Hikyaku.Mail.Store;

/// <summary>The outcome of a change of annotations.</summary>
public abstract record AnnotationResult
{
    private AnnotationResult()
    {
    }

    /// <summary>All of it is done, by the unit of that modseq.</summary>
    public sealed record Done(ulong ModSeq) : AnnotationResult;

    /// <summary>The mailbox is gone; nothing was changed.</summary>
    public sealed record Gone : AnnotationResult;

    /// <summary>There would be too many, or too many octets in the account; nothing was changed.</summary>
    public sealed record TooMany : AnnotationResult;
}

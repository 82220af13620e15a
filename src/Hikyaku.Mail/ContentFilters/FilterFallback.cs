namespace Hikyaku.Mail.ContentFilters;

/// <summary>What becomes of mail while a content filter fails.</summary>
public enum FilterFallback
{
    /// <summary>The client is to try again later.</summary>
    Defer,

    /// <summary>It goes on without the filter.</summary>
    Accept,

    /// <summary>It is refused for good.</summary>
    Refuse,
}

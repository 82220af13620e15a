namespace Hikyaku.Mail.ContentFilters;

/// <summary>Whose mail a content filter sees.</summary>
public enum FilterScope
{
    /// <summary>Mail from strangers.</summary>
    Inbound,

    /// <summary>Mail that users send.</summary>
    Submission,

    /// <summary>All of it.</summary>
    All,
}

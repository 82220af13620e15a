namespace Hikyaku.Mail.ContentFilters;

/// <summary>A content filter cannot be reached, is too slow, or speaks nonsense; the administrator's choice for that case holds.</summary>
public sealed class FilterFailedException : Exception
{
    /// <summary>Without a reason.</summary>
    public FilterFailedException()
    {
    }

    /// <summary>With the reason, in English.</summary>
    public FilterFailedException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason, in English, and what caused it.</summary>
    public FilterFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

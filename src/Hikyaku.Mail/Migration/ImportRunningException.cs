namespace Hikyaku.Mail.Migration;

/// <summary>Another import fills the same data folder.</summary>
public sealed class ImportRunningException : Exception
{
    /// <summary>Creates it.</summary>
    public ImportRunningException()
    {
    }

    /// <summary>Creates it with a message.</summary>
    public ImportRunningException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message and its cause.</summary>
    public ImportRunningException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace Hikyaku.Mail.Store;

/// <summary>The store takes no changes now: the disk is full or failed. Nothing of the refused change is stored; try again later.</summary>
public sealed class StoreUnavailableException : Exception
{
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    // .NET says so when it could not reserve room for a file.
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Gives no reason.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>Says why.</summary>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Says why and what the system answered.</summary>
    public StoreUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Says what the system answered when it was to write.</summary>
    public static StoreUnavailableException Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new StoreUnavailableException(exception.Message, exception) { IsFull = IsDiskFull(exception) };
    }

    /// <summary>Whether a failure to write means that the disk, or what its owner may use of it, is full.</summary>
    public static bool IsDiskFull(Exception exception) =>
        exception is StoreUnavailableException { IsFull: true } || (exception is IOException && exception.HResult is NoSpace or OverQuota or WindowsDiskFull);

    /// <summary>Whether the disk is nearly full: new mail is refused, and other changes go on.</summary>
    public bool IsFull { get; init; }

    /// <summary>Whether a database is damaged, so that it must be made anew from the files of its account.</summary>
    public bool IsDamaged { get; init; }
}

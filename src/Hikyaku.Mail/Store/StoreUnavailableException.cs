namespace Hikyaku.Mail.Store;

/// <summary>The store takes no changes now: the disk is full or failed. Nothing of the refused change is stored; try again later.</summary>
public sealed class StoreUnavailableException : Exception
{
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

    /// <summary>Whether the disk is nearly full: new mail is refused, and other changes go on.</summary>
    public bool IsFull { get; init; }

    /// <summary>Whether a database is damaged, so that it must be made anew from the files of its account.</summary>
    public bool IsDamaged { get; init; }
}

namespace Hikyaku.Mail.Store;

/// <summary>Whose change a journal entry holds.</summary>
public enum JournalTarget
{
    /// <summary>An account's mail.</summary>
    Account = 1,

    /// <summary>The queue.</summary>
    Queue = 2,
}

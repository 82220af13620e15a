using Hikyaku.Mail.Lists;

namespace Hikyaku.Mail.Directory;

/// <summary>Everything of exactly one canonical address.</summary>
/// <param name="Alias">Its alias, which wins.</param>
/// <param name="List">Its mailing list.</param>
/// <param name="Account">Its account.</param>
/// <param name="IsRobot">Whether an autoresponder without account has it.</param>
public sealed record NamedEntry(Alias? Alias, MailingList? List, Account? Account, bool IsRobot)
{
    /// <summary>Nothing has the address.</summary>
    public static NamedEntry Nothing { get; } = new(null, null, null, false);

    internal bool IsEmpty => Alias is null && List is null && Account is null && !IsRobot;
}

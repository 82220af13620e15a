namespace Hikyaku.Mail.Directory;

/// <summary>What happens to mail for an unknown address of a domain.</summary>
public abstract record CatchAll
{
    /// <summary>It is refused.</summary>
    public sealed record None : CatchAll;

    /// <summary>It goes to an address inside or outside; the target <c>*@other.example</c> keeps the local part.</summary>
    /// <param name="Target">The address in its wire form.</param>
    public sealed record ToAddress(string Target) : CatchAll;

    /// <summary>It goes to an account, even when an alias of the same address exists.</summary>
    /// <param name="Account">The account.</param>
    public sealed record ToAccount(AccountId Account) : CatchAll;

    /// <summary>It is accepted and dropped.</summary>
    public sealed record Discard : CatchAll;
}

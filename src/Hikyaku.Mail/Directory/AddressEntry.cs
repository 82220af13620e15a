using Hikyaku.Mail.Lists;

namespace Hikyaku.Mail.Directory;

/// <summary>What the directory knows about one recipient address: one step, which may lead to further addresses.</summary>
public abstract record AddressEntry
{
    /// <summary>The real domain; null: it is not ours.</summary>
    public Domain? Own => this switch
    {
        UnknownRecipient unknown => unknown.Domain,
        ToAccount account => account.Domain,
        ToAlias alias => alias.Domain,
        ToCatchAllAddress catchAll => catchAll.Domain,
        ToMailingList list => list.Domain,
        ToAutoresponder robot => robot.Domain,
        Discard discard => discard.Domain,
        _ => null,
    };

    /// <summary>The domain is not ours.</summary>
    public sealed record NotLocal : AddressEntry;

    /// <summary>The domain is ours, the address is not known.</summary>
    /// <param name="Domain">The real domain.</param>
    public sealed record UnknownRecipient(Domain Domain) : AddressEntry;

    /// <summary>An account.</summary>
    /// <param name="Account">Its forward is not yet applied.</param>
    /// <param name="Domain">The real domain.</param>
    /// <param name="Detail">What followed the sub-address separator, if anything.</param>
    public sealed record ToAccount(Account Account, Domain Domain, string? Detail = null) : AddressEntry;

    /// <summary>An alias.</summary>
    /// <param name="Alias">Its targets are to be resolved next.</param>
    /// <param name="Domain">The real domain.</param>
    public sealed record ToAlias(Alias Alias, Domain Domain) : AddressEntry;

    /// <summary>The domain's catch-all address.</summary>
    /// <param name="Target">A complete address: a kept local part is already filled in.</param>
    /// <param name="Domain">The real domain.</param>
    public sealed record ToCatchAllAddress(string Target, Domain Domain) : AddressEntry;

    /// <summary>A mailing list; its engine is not part of this version, so mail is to be refused for now (4.3.0).</summary>
    /// <param name="List">The list.</param>
    /// <param name="Domain">The real domain.</param>
    public sealed record ToMailingList(MailingList List, Domain Domain) : AddressEntry;

    /// <summary>An address that only answers; its engine is not part of this version, so mail is to be refused for now (4.3.0).</summary>
    /// <param name="Address">Canonical.</param>
    /// <param name="Domain">The real domain.</param>
    public sealed record ToAutoresponder(string Address, Domain Domain) : AddressEntry;

    /// <summary>Accepted and dropped.</summary>
    /// <param name="Domain">The real domain.</param>
    public sealed record Discard(Domain Domain) : AddressEntry;
}

using System.Collections.Immutable;

using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Lists;

/// <summary>A mailing list as data: what an import brought, kept for the list engine.</summary>
public sealed record MailingList
{
    /// <summary>Its lasting name.</summary>
    public long Id { get; init; }

    /// <summary>The domain it belongs to.</summary>
    public required DomainId DomainId { get; init; }

    /// <summary>The canonical address that takes posts.</summary>
    public required string Address { get; init; }

    /// <summary>The owner's address, or empty.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Options as one JSON object.</summary>
    public string Options { get; init; } = "{}";

    /// <summary>Texts by their names, such as the footer.</summary>
    public ImmutableDictionary<string, string> Texts { get; init; } = ImmutableDictionary<string, string>.Empty;
}

using System.Collections.Immutable;

namespace Hikyaku.Mail.Directory;

/// <summary>An address that stands for others.</summary>
/// <param name="Id">Its lasting name; 0 for one that the directory makes up, such as postmaster.</param>
/// <param name="DomainId">The domain it belongs to.</param>
/// <param name="Address">Canonical.</param>
/// <param name="Targets">Addresses in their wire form; none: mail is discarded.</param>
public sealed record Alias(long Id, DomainId DomainId, string Address, ImmutableArray<string> Targets);

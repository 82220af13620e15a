using System.Collections.Immutable;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Tests.Directories;

internal sealed record MemoryDirectoryState
{
    public long LastId { get; init; }

    public ImmutableSortedDictionary<string, Domain> Domains { get; init; } = Empty<Domain>();

    public ImmutableSortedDictionary<string, Account> Accounts { get; init; } = Empty<Account>();

    public ImmutableSortedDictionary<string, Alias> Aliases { get; init; } = Empty<Alias>();

    public ImmutableSortedDictionary<string, MailingList> Lists { get; init; } = Empty<MailingList>();

    public ImmutableDictionary<long, ImmutableArray<ListMember>> Members { get; init; } = ImmutableDictionary<long, ImmutableArray<ListMember>>.Empty;

    public ImmutableSortedDictionary<string, Autoresponder> Autoresponders { get; init; } = Empty<Autoresponder>();

    public ImmutableHashSet<(AccountId Account, DomainId Domain)> Grants { get; init; } = [];

    public ImmutableSortedSet<(string Grantee, long Owner)> Shares { get; init; } = [];

    public ImmutableDictionary<(AccountId, Services), SignIn> SignIns { get; init; } = ImmutableDictionary<(AccountId, Services), SignIn>.Empty;

    public ImmutableSortedDictionary<string, string> Settings { get; init; } = Empty<string>();

    public ImmutableList<AuditRecord> Audit { get; init; } = [];

    private static ImmutableSortedDictionary<string, T> Empty<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}

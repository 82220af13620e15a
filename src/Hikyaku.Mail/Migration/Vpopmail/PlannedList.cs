using System.Collections.Immutable;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>A mailing list to keep.</summary>
public sealed record PlannedList(
    string Address, string Owner, string Options, ImmutableDictionary<string, string> Texts, ImmutableArray<ListMember> Members);

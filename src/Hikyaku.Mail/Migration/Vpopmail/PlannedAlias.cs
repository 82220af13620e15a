using System.Collections.Immutable;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>An alias to make; no targets: it drops mail.</summary>
public sealed record PlannedAlias(string Address, ImmutableArray<string> Targets);

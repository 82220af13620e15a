namespace Hikyaku.Mail.Store.Units;

/// <summary>A unit of work of an account: happens whole or not at all.</summary>
/// <param name="Sequence">Its modseq.</param>
/// <param name="Mutations">Its changes, in order.</param>
public sealed record AccountUnit(ulong Sequence, IReadOnlyList<Mutation> Mutations);

using System.Collections.Immutable;

namespace Hikyaku.Mail.Directory;

/// <summary>Where mail for an account goes instead of, or beside, its INBOX. No targets and no copy: the mail is discarded.</summary>
/// <param name="Targets">Addresses in their wire form.</param>
/// <param name="KeepCopy">Whether the account also keeps the message.</param>
public sealed record Forward(ImmutableArray<string> Targets, bool KeepCopy)
{
    /// <inheritdoc/>
    public bool Equals(Forward? other) => other is not null && KeepCopy == other.KeepCopy && Targets.SequenceEqual(other.Targets);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(KeepCopy, Targets.Length);
}

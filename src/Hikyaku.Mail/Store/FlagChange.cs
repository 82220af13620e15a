using System.Collections.Immutable;

namespace Hikyaku.Mail.Store;

/// <summary>A change of flags and keywords.</summary>
public sealed record FlagChange(FlagChangeMode Mode, MessageFlags Flags, ImmutableArray<string> Keywords)
{
    /// <summary>The system flags that it leaves as they are, because whoever asks may not change them.</summary>
    public MessageFlags Kept { get; init; }

    /// <summary>Whether it leaves the keywords as they are.</summary>
    public bool KeepsKeywords { get; init; }

    /// <summary>The flags after the change of <paramref name="before"/>.</summary>
    public MessageFlags Apply(MessageFlags before)
    {
        var after = Mode switch
        {
            FlagChangeMode.Add => before | Flags,
            FlagChangeMode.Remove => before & ~Flags,
            _ => Flags,
        };
        return (before & Kept) | (after & ~Kept);
    }
}

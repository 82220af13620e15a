using System.Collections.Immutable;

namespace Hikyaku.Mail.Store;

/// <summary>A change of flags and keywords.</summary>
public sealed record FlagChange(FlagChangeMode Mode, MessageFlags Flags, ImmutableArray<string> Keywords)
{
    /// <summary>The flags after the change of <paramref name="before"/>.</summary>
    public MessageFlags Apply(MessageFlags before) => Mode switch
    {
        FlagChangeMode.Add => before | Flags,
        FlagChangeMode.Remove => before & ~Flags,
        _ => Flags,
    };
}

using System.Text;
using Hikyaku.Formats.Passwords;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Stored password strings from any database; verifying is left out, as its cost is bounded but real.</summary>
public sealed class PasswordHashTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "password-hash";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "$1$V0JrZw8k$YMK8ubMynZ084EeALRosm1"u8.ToArray(), "{SSHA256}ffCOwlJfvwK3R9iSdfGFTw8E71vpvo9E6FGYTNN0oHbfBhlg"u8.ToArray(),
        "$argon2id$v=19$m=262144,t=3,p=1$L7Ic4lZMxs4u3M7wklR77A$8E1H0aOkF8vRMlI0SUeNk8ydVGgAl4om6x4f+2cYEVk"u8.ToArray(), "_J9..CCCCXBrJUJV154M"u8.ToArray(),
        "{SCRAM-SHA-1}4096,TeI65Hfx2mnnoGJXbmXIWg==,HuPeq8vB97E3iM2FKpeyJ4qCf28=,0TeCP4uFwgX5qzsc3keI+fRoIX8="u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (PasswordHash.TryParse(Encoding.Latin1.GetString(input), out var hash, out var problem) == problem is { Length: > 0 } || (hash is null && problem is null))
        {
            throw new InvalidOperationException("a string must verify or say why not");
        }
    }
}

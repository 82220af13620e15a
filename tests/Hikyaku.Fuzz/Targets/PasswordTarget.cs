using System.Text;
using Hikyaku.Formats.Passwords;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Stored password strings: each is usable or has a problem, and the cheap kinds verify without failing.</summary>
public sealed class PasswordTarget : FuzzTarget
{
    private static readonly HashSet<string> Costly = ["ARGON2I", "ARGON2ID", "BLF-CRYPT", "SHA256-CRYPT", "SHA512-CRYPT", "BSDI-CRYPT", "PBKDF2", "SCRAM-SHA-1", "SCRAM-SHA-256", "YESCRYPT"];

    /// <inheritdoc/>
    public override string Name => "password";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds => new[]
    {
        "{SSHA}dq1m1LigHbXmmXJubpe9/h7URoQFrytX", "{SHA.HEX}a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", "{SMD5}epteWxj2w9mDiDnb+ulO3htF0yM=",
        "{CRAM-MD5}1dc8c3edd474afd7eafc61ad0b296e451fdb9c3746a2c7b504c21962081d7799", "{DIGEST-MD5}c61d10ac1755ec38d7c4fc923885afec",
        "{SCRAM-SHA-1}4096,TeI65Hfx2mnnoGJXbmXIWg==,HuPeq8vB97E3iM2FKpeyJ4qCf28=,0TeCP4uFwgX5qzsc3keI+fRoIX8=",
        "{PBKDF2}$1$zF3N0bx.kuBQrrn7$5000$c655427b69d7e756bf429b22335b259ba2c81d32", "AxubeEpvd8b2Q", "_J9..CCCCXBrJUJV154M",
        "{ARGON2I}$argon2i$v=19$m=32768,t=3,p=1$9K/ABzS1PHfHTNu3HczB6Q$G0Yrv/W/yRVZsOIfRXmQp2kzjWsSjABK3v8Rb+y7BFA",
        "{BLF-CRYPT}$2y$05$s9s9JEiPnNKGuB1k7YUfFOo6NsIaHu8CdNkeuXYOypSFLm5IalFDK", "$1$V0JrZw8k$YMK8ubMynZ084EeALRosm1",
        "$5$rounds=1000$uBmDSUZNv6Pab5Ac$w/MZYCrdKX0ciBjyo5PALPj8THLOnLhVzF0nFJZ6ZF3",
        "$y$j9T$Q2xo6fmx7Wb5nqO/MlBKl.$ceVqXTGt5qaGT6I6kJSGDglfNoodLkLubh4znLObI88", "{PLAIN}secret", "bd347294ce11cf3839ca8dc32f59d481", "!locked", "*",
    }.Select(Encoding.ASCII.GetBytes);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var stored = Encoding.Latin1.GetString(input);
        var isUsable = PasswordHash.TryParse(stored, out var hash, out var problem);
        if (isUsable != hash is not null || isUsable != problem is null)
        {
            throw new InvalidOperationException("a string that is neither usable nor explained");
        }

        if (hash is not null && !Costly.Contains(hash.Kind))
        {
            hash.Verify(input, "user@a.test");
        }
    }
}

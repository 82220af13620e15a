using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Hikyaku.Formats.Passwords;
using Hikyaku.Tests.Architecture;

namespace Hikyaku.Tests.Passwords;

public sealed class PasswordHashTests
{
    private const string UserName = "user@example.org";

    private static readonly Dictionary<string, string> Passwords =
        new() { ["a"] = "Correct-Horse-9", ["j"] = "日本語パス", ["e"] = "", ["t"] = "abcdefgh", ["u"] = "abcdefghXYZ" };

    /// <summary>Strings made by doveadm, mkpasswd and openssl.</summary>
    public static TheoryData<string, string> Vectors
    {
        get
        {
            var vectors = new TheoryData<string, string>();
            foreach (var line in Repository.Read("tests/Hikyaku.Tests/Passwords/vectors.txt").Split('\n').Where(line => line is not ("" or ['#', ..])))
            {
                var parts = line.Split(' ', 3);
                vectors.Add(Passwords[parts[0]], parts[2]);
            }

            return vectors;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_right_password_verifies(string password, string stored)
    {
        var hash = Parse(stored);

        Assert.True(hash.Verify(Encoding.UTF8.GetBytes(password), UserName));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_wrong_password_does_not_verify(string password, string stored)
    {
        var hash = Parse(stored);

        Assert.False(hash.Verify(Encoding.UTF8.GetBytes("!" + password), UserName));
    }

    [Theory]
    [InlineData("_J9..CCCCXBrJUJV154M", "U*U*U*U*")]
    [InlineData("_J9..CCCCXUhOBTXzaiE", "U*U***U")]
    [InlineData("_J9..XXXXvlzQGqpPPdk", "*U*U*U*U")]
    [InlineData("_J9..XXXXsqM/YSSP..Y", "*U*U*U*U*")]
    [InlineData("$2x$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e", "\u00a3")]
    public void Bsdi_and_old_bcrypt_verify_the_octets(string stored, string password) =>
        Assert.True(Parse(stored).Verify(Encoding.Latin1.GetBytes(password), UserName));

    [Theory]
    [InlineData("", "no password")]
    [InlineData("*", "locked")]
    [InlineData("!$6$abc", "locked")]
    [InlineData("$1$V0JrZw8k$YMK8ubMynZ084EeALRos", "cut off")]
    [InlineData("$6$ok2YtN/DYXn.pmel$NE1rz", "cut off")]
    [InlineData("$6$rounds=999999999$salt$NE1rz/uzBXg8qnq.g5Ocrfs3DbvVrNByOKzzLlcYmaHlH/VCmTeVqOzs3LLPIVzsAxk6P2b6rkaDrC5ect7IL0", "cut off")]
    [InlineData("{ARGON2ID}$argon2id$v=19$m=1048576,t=64,p=1$L7Ic4lZMxs4u3M7wklR77A$8E1H0aOkF8vRMlI0SUeNk8ydVGgAl4om6x4f+2cYEVk", "damaged")]
    [InlineData("{ARGON2ID}$argon2id$v=19$m=8,t=1,p=4$L7Ic4lZMxs4u3M7wklR77A$8E1H0aOkF8vRMlI0SUeNk8ydVGgAl4om6x4f+2cYEVk", "damaged")]
    [InlineData("{BLF-CRYPT}$2y$31$s9s9JEiPnNKGuB1k7YUfFOo6NsIaHu8CdNkeuXYOypSFLm5IalFDK", "damaged")]
    [InlineData("{PBKDF2}$1$zF3N0bx.kuBQrrn7$2000000000$c655427b69d7e756bf429b22335b259ba2c81d32", "damaged")]
    [InlineData("{SCRAM-SHA-1}2000000000,TeI65Hfx2mnnoGJXbmXIWg==,HuPeq8vB97E3iM2FKpeyJ4qCf28=,0TeCP4uFwgX5qzsc3keI+fRoIX8=", "damaged")]
    [InlineData("_zzzzCCCXBrJUJV154MM", "no known form")]
    [InlineData("$y$jzzz$Q2xo6fmx7Wb5nqO/MlBKl.$ceVqXTGt5qaGT6I6kJSGDglfNoodLkLubh4znLObI88", "cut off")]
    [InlineData("{SSHA}short", "damaged")]
    [InlineData("{NTLM}0123", "NTLM")]
    [InlineData("{SSHA", "closing brace")]
    [InlineData("letmein", "no known form")]
    public void A_string_that_can_verify_nothing_says_why(string stored, string why)
    {
        Assert.False(PasswordHash.TryParse(stored, out _, out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{SHA}9d3d3bdf1e93e9373710485570-", false)]
    [InlineData("{SHA.HEX}a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", true)]
    [InlineData("{SHA}a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", true)]
    [InlineData("{sha.b64}qUqP5cyxm6YcTAhz05Hph5gvu9M=", true)]
    [InlineData("{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M", true)]
    [InlineData("{PLAIN-MD5.B64}CY9rzUYh03PK3k6DJie09g==", true)]
    [InlineData("098f6bcd4621d373cade4e832627b4f6", true)]
    [InlineData("{MD5}098f6bcd4621d373cade4e832627b4f6", true)]
    [InlineData("{PLAIN.HEX}74657374", true)]
    [InlineData("{SSHA.HEX}7288edd0fc3ffcbe93a0cf06e3568e28521687bc", false)]
    public void Encodings_are_told_by_suffix_or_length(string stored, bool isRight) =>
        Assert.Equal(isRight, PasswordHash.TryParse(stored, out var hash, out _) && hash.Verify("test"u8, UserName));

    [Theory]
    [InlineData("$2b$05$")]
    [InlineData("$2y$05$")]
    public void Bcrypt_uses_72_octets(string prefix)
    {
        var password = new string('p', 72);
        var stored = prefix + BCrypt.Net.BCrypt.HashPassword(password, BCrypt.Net.BCrypt.GenerateSalt(5))[7..];

        Assert.True(Parse(stored).Verify(Encoding.UTF8.GetBytes(password + "ignored"), UserName));
        Assert.False(Parse(stored).Verify(Encoding.UTF8.GetBytes(password[1..]), UserName));
    }

    [Fact]
    public void A_new_hash_is_argon2id_and_verifies_only_its_password()
    {
        var stored = PasswordHash.Create("secret"u8);

        Assert.StartsWith("{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$", stored, StringComparison.Ordinal);
        Assert.True(Parse(stored).Verify("secret"u8, UserName));
        Assert.False(Parse(stored).Verify("Secret"u8, UserName));
    }

    [Fact]
    public void Scram_keys_that_are_derived_read_back()
    {
        var keys = ScramHash.Derive(HashAlgorithmName.SHA256, "pencil"u8, "0123456789abcdef"u8, 4096);

        Assert.True(Parse(keys.ToString()).Verify("pencil"u8, UserName));
    }

    [Fact]
    public void A_password_longer_than_the_limit_is_wrong_and_costs_nothing() =>
        Assert.False(Parse("{PLAIN}x").Verify(new byte[PasswordHash.MaxPasswordLength + 1], UserName));

    [Fact]
    public void Any_text_either_verifies_or_says_why() =>
        Gen.String.Sample(stored =>
        {
            var isKnown = PasswordHash.TryParse(stored, out var hash, out var problem);
            Assert.True(isKnown ? hash is not null : problem is { Length: > 0 });
        });

    private static PasswordHash Parse(string stored)
    {
        Assert.True(PasswordHash.TryParse(stored, out var hash, out var problem), problem);
        return hash;
    }
}

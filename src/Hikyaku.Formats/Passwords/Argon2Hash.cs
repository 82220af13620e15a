using System.Globalization;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Hikyaku.Formats.Passwords;

/// <summary>argon2i and argon2id (RFC 9106) in the PHC string form <c>$argon2id$v=19$m=..,t=..,p=..$salt$hash</c>.</summary>
internal sealed class Argon2Hash : PasswordHash
{
    // OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
    private const int NewMemory = 19 * 1024;
    private const int NewPasses = 2;
    private const int MaxMemory = 1024 * 1024;
    private const int MaxPasses = 64;
    // KiB times passes: what a sign-in may cost, some seconds at most.
    private const long MaxWork = 4L * MaxMemory;
    private readonly Argon2Parameters _parameters;
    private readonly byte[] _hash;

    private Argon2Hash(string kind, Argon2Parameters parameters, byte[] hash)
        : base(kind)
    {
        _parameters = parameters;
        _hash = hash;
    }

    public static new string Create(ReadOnlySpan<byte> password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Compute(Parameters(Argon2Parameters.Argon2id, NewMemory, NewPasses, 1, salt), password, 32);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{ARGON2ID}}$argon2id$v=19$m={NewMemory},t={NewPasses},p=1${Base64(salt)}${Base64(hash)}");
    }

    public static Argon2Hash? From(string value)
    {
        if (value.Split('$') is not ["", ("argon2i" or "argon2id") and var type, "v=19", var costs, var salt, var hash]
            || costs.Split(',') is not [var m, var t, var p]
            || !TryCost(m, "m=", MaxMemory, out var memory)
            || !TryCost(t, "t=", MaxPasses, out var passes)
            || !TryCost(p, "p=", 64, out var lanes)
            // RFC 9106 §3.1: at least 8 KiB for each lane.
            || memory < 8 * lanes || (long)memory * passes > MaxWork
            || PasswordEncoding.Base64(salt) is not { Length: >= 8 } saltOctets
            || PasswordEncoding.Base64(hash) is not { Length: >= 16 and <= 128 } hashOctets)
        {
            return null;
        }

        var variant = type == "argon2i" ? Argon2Parameters.Argon2i : Argon2Parameters.Argon2id;
        return new Argon2Hash(type.ToUpperInvariant(), Parameters(variant, memory, passes, lanes, saltOctets), hashOctets);
    }

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName) => AreEqual(Compute(_parameters, password, _hash.Length), _hash);

    private static bool TryCost(string text, string name, int most, out int value)
    {
        value = 0;
        return text.StartsWith(name, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= 1 && value <= most;
    }

    private static Argon2Parameters Parameters(int variant, int memory, int passes, int lanes, byte[] salt) =>
        new Argon2Parameters.Builder(variant)
            .WithVersion(Argon2Parameters.Version13).WithMemoryAsKB(memory).WithIterations(passes).WithParallelism(lanes).WithSalt(salt).Build();

    private static byte[] Compute(Argon2Parameters parameters, ReadOnlySpan<byte> password, int length)
    {
        var generator = new Argon2BytesGenerator();
        generator.Init(parameters);
        var hash = new byte[length];
        generator.GenerateBytes(password.ToArray(), hash);
        return hash;
    }

    private static string Base64(byte[] octets) => Convert.ToBase64String(octets).TrimEnd('=');
}

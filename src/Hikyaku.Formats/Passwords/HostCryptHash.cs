using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>yescrypt (<c>$y$</c>) and gost-yescrypt (<c>$gy$</c>), verified by the host's libcrypt where that knows them.</summary>
internal sealed class HostCryptHash : PasswordHash
{
    private const int HashLength = 43;
    private const int MaxSaltLength = 86;
    // N = 2^11, r = 8: the cheapest that libcrypt takes.
    private static readonly Lazy<bool> HostKnows = new(() => HostCrypt.Compute("x"u8, "$y$j75$saltsalt$") is not null);
    private readonly string _value;

    private HostCryptHash(string kind, string value)
        : base(kind) => _value = value;

    /// <summary>Takes a string whose form is right and whose cost is bounded; null also on a host that cannot verify it.</summary>
    public static HostCryptHash? From(string kind, string value) =>
        value.Split('$') is ["", _, var costs, { Length: <= MaxSaltLength } salt, { Length: HashLength } hash]
            && IsBounded(costs) && IsPlain(salt) && IsPlain(hash) && HostKnows.Value
            ? new HostCryptHash(kind, value)
            : null;

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName) =>
        HostCrypt.Compute(password, _value) is { } computed && AreEqual(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(_value));

    // What libcrypt itself writes for its costs 1 to 11: flavour j, log2 N of 10 to 18, r of 8 or 32; at most 1 GiB.
    private static bool IsBounded(string costs) => costs is ['j', (>= '7' and <= '9') or (>= 'A' and <= 'F'), '5' or 'T'];

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyExcept(CryptBase64.Characters) < 0;
}

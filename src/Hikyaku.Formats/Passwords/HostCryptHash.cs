using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>yescrypt (<c>$y$</c>) and gost-yescrypt (<c>$gy$</c>), verified by the host's libcrypt where that knows them.</summary>
internal sealed class HostCryptHash(string kind, string value) : PasswordHash(kind)
{
    private protected override bool Matches(ReadOnlySpan<byte> password, string userName) =>
        HostCrypt.Compute(password, value) is { } computed && AreEqual(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(value));
}

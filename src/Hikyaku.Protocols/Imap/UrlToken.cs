using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>The proof in a URL that a mailbox's key authorized it (RFC 4467 §6): a version and an HMAC-SHA-256 over all before it.</summary>
internal static class UrlToken
{
    public const string Mechanism = "INTERNAL";
    private const byte Version = 1;

    public static byte[] Make(ReadOnlySpan<byte> key, string rump) => [Version, .. HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(rump))];

    public static bool IsGood(ReadOnlySpan<byte> key, ImapUrl url) =>
        url.Access is { Mechanism: Mechanism, Token: { } token } && CryptographicOperations.FixedTimeEquals(token, Make(key, url.Rump));
}

using System.Globalization;
using System.Security.Cryptography;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>One fact about a host in words: written when the old host is built, written again from what the new server shows, and compared.</summary>
internal static class Note
{
    /// <summary>A UID or an identifier that the old host never gave: any will do.</summary>
    public const string Free = "free";

    public static string Folder(string address, string folder, string validity, string next) => $"folder {address} {folder} validity={validity} next={next}";

    public static string Message(string address, string folder, string uid, IEnumerable<string> flags, long date, ReadOnlySpan<byte> octets) => string.Create(
        CultureInfo.InvariantCulture, $"message {address} {folder} uid={uid} ({string.Join(' ', flags.Order(StringComparer.Ordinal))}) {date} {Digest(octets)}");

    public static string Pop3(string address, int number, string uidl, ReadOnlySpan<byte> octets) => string.Create(
        CultureInfo.InvariantCulture, $"pop3 {address} {number} <{uidl}> {Digest(octets)}");

    public static string Subscription(string address, string folder) => $"subscribed {address} {folder}";

    public static string SignIn(string address, string scheme) => $"sign-in {address} {scheme}";

    public static string Alias(string address, IEnumerable<string> targets) => $"alias {address} -> {string.Join(' ', targets.Order(StringComparer.Ordinal))}";

    private static string Digest(ReadOnlySpan<byte> octets) => string.Create(CultureInfo.InvariantCulture, $"{octets.Length}:{Convert.ToHexStringLower(SHA256.HashData(octets))[..16]}");
}

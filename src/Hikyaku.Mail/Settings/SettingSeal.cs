using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Mail.Settings;

/// <summary>Keeps settings with passwords unreadable in the database: who has only that has none of them.</summary>
/// <remarks>Security: AES-256-GCM with a nonce for each value; the name of the setting belongs to it, so that none can stand in for another.</remarks>
/// <param name="key">Gives the key of 32 octets when it is first needed.</param>
public sealed class SettingSeal(Func<byte[]> key)
{
    private const string Mark = "sealed:1:";
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Lazy<byte[]> _key = new(key);

    /// <summary>Whether a kept text is sealed.</summary>
    public static bool IsSealed(string kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return kept.StartsWith(Mark, StringComparison.Ordinal);
    }

    /// <summary>The text as it is kept.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="text">Its value.</param>
    public string Seal(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        var octets = Encoding.UTF8.GetBytes(text);
        var whole = new byte[NonceLength + TagLength + octets.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_key.Value, TagLength);
        aes.Encrypt(
            whole.AsSpan(0, NonceLength), octets, whole.AsSpan(NonceLength + TagLength), whole.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(name));
        return Mark + Convert.ToBase64String(whole);
    }

    /// <summary>The value of a kept text.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="kept">What <see cref="Seal"/> made.</param>
    /// <exception cref="SettingSealedException">It was sealed with another key, or for another setting.</exception>
    public string Open(string name, string kept)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(kept);
        try
        {
            var whole = Convert.FromBase64String(kept[Mark.Length..]);
            var octets = new byte[whole.Length - NonceLength - TagLength];
            using var aes = new AesGcm(_key.Value, TagLength);
            aes.Decrypt(
                whole.AsSpan(0, NonceLength), whole.AsSpan(NonceLength + TagLength), whole.AsSpan(NonceLength, TagLength), octets, Encoding.UTF8.GetBytes(name));
            return Encoding.UTF8.GetString(octets);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or OverflowException)
        {
            throw new SettingSealedException(name, exception);
        }
    }
}

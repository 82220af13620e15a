using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Routing.Srs;

/// <summary>Makes return addresses and tells those apart that were made with the same keys.</summary>
/// <remarks>
/// Security: the proof is 40 bits of an HMAC over the day and the address, whatever the case of its letters: servers on the way may change that.
/// </remarks>
public static class SrsSigner
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int ProofLength = 8;
    private const int TimeLength = 2;
    private const int BitsPerLetter = 5;
    private const int Days = 1 << (BitsPerLetter * TimeLength);

    /// <summary>The sender as it is written for a forward; null when that is no address, being too long.</summary>
    /// <param name="sender">The sender, of another server.</param>
    /// <param name="domain">A domain of ours.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="today">The day.</param>
    public static Address? Rewrite(Address sender, string domain, SrsKey key, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(key);
        var time = Time(today);
        var localPart = SrsLocalPart.TryParse(sender.LocalPart, out var known) ? SecondHand(sender, known, key, time)
            : SrsLocalPart.Write(Proof(key, "0", time, sender.Domain, sender.LocalPart), time, sender.Domain, sender.LocalPart);
        return Address.TryCreate(localPart, domain, out var address) ? address : null;
    }

    /// <summary>What became of a return address.</summary>
    /// <param name="srs">Its local part.</param>
    /// <param name="keys">The keys that may have signed it.</param>
    /// <param name="today">The day.</param>
    /// <param name="maxAge">How old it may be.</param>
    public static SrsVerdict Verify(SrsLocalPart srs, SrsKeys keys, DateOnly today, TimeSpan maxAge)
    {
        ArgumentNullException.ThrowIfNull(srs);
        ArgumentNullException.ThrowIfNull(keys);
        var time = srs.IsSecondHand ? srs.Proof[Math.Min(ProofLength, srs.Proof.Length)..] : srs.Time;
        var proof = srs.IsSecondHand ? srs.Proof[..Math.Min(ProofLength, srs.Proof.Length)] : srs.Proof;
        if (proof.Length != ProofLength || time.Length != TimeLength || !keys.All.Any(key => IsProof(proof, Proof(key, srs.IsSecondHand ? "1" : "0", time, srs.Domain, srs.Inner))))
        {
            return SrsVerdict.Forged;
        }

        return Age(time, today) <= maxAge.TotalDays ? SrsVerdict.Good : SrsVerdict.Expired;
    }

    // The other server's own proof stays inside, and so does that of the first one where two had rewritten it before.
    private static string SecondHand(Address sender, SrsLocalPart known, SrsKey key, string time)
    {
        const int tagLength = 4;
        var (domain, inner) = known.IsSecondHand ? (known.Domain, known.Inner) : (sender.Domain, sender.LocalPart[tagLength..]);
        return SrsLocalPart.WriteSecondHand(Proof(key, "1", time, domain, inner) + time, domain, inner);
    }

    private static string Proof(SrsKey key, string kind, string time, string domain, string inner)
    {
        var signed = Encoding.UTF8.GetBytes($"{kind}={time}={domain}={inner}".ToLowerInvariant());
        var bits = BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(key.Secret.AsSpan(), signed));
        return string.Create(ProofLength, bits, static (letters, rest) =>
        {
            foreach (ref var letter in letters)
            {
                letter = Alphabet[(int)(rest & 31)];
                rest >>= BitsPerLetter;
            }
        });
    }

    private static bool IsProof(string given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.ToUpperInvariant()), Encoding.UTF8.GetBytes(wanted));

    private static string Time(DateOnly day)
    {
        var days = day.DayNumber % Days;
        return $"{Alphabet[days >> BitsPerLetter]}{Alphabet[days & 31]}";
    }

    private static int Age(string time, DateOnly today)
    {
        var days = 0;
        foreach (var letter in time)
        {
            days = (days << BitsPerLetter) + Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
        }

        return (today.DayNumber - days + Days) % Days;
    }
}

using System.Security.Cryptography;
using System.Text;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Authentication;

/// <summary>
/// Remembers passwords that were right a short while ago, so that a client that signs in each minute does not cost an argon2 each minute.
/// Only keyed digests over account, stored hash and password are kept, under a key that lives as long as the process.
/// </summary>
/// <remarks>A changed hash changes the digest, so nothing needs to be dropped then.</remarks>
internal sealed class VerifiedPasswords(TimeProvider time)
{
    private const int MaxEntries = 16_384;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _lock = new();
    private HashSet<Digest> _current = [];
    private HashSet<Digest> _previous = [];
    private DateTimeOffset _started = time.GetUtcNow();

    public bool Contains(Account account, ReadOnlySpan<byte> password)
    {
        var digest = DigestOf(account, password);
        lock (_lock)
        {
            Age();
            return _current.Contains(digest) || _previous.Contains(digest);
        }
    }

    public void Add(Account account, ReadOnlySpan<byte> password)
    {
        var digest = DigestOf(account, password);
        lock (_lock)
        {
            Age();
            _current.Add(digest);
        }
    }

    /// <summary>Equal for equal passwords in this process, and of no use elsewhere.</summary>
    public ulong TagOf(ReadOnlySpan<byte> password)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, password, digest);
        return BitConverter.ToUInt64(digest);
    }

    private void Age()
    {
        var now = time.GetUtcNow();
        if (now - _started < Lifetime && _current.Count < MaxEntries / 2)
        {
            return;
        }

        // After two quiet lifetimes nothing of the older half may be left.
        _previous = now - _started < 2 * Lifetime ? _current : [];
        _current = [];
        _started = now;
    }

    private Digest DigestOf(Account account, ReadOnlySpan<byte> password)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(BitConverter.GetBytes(account.Id.Value));
        hmac.AppendData(Encoding.UTF8.GetBytes(account.PasswordHash));
        hmac.AppendData([0]);
        hmac.AppendData(password);
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hmac.GetHashAndReset(digest);
        return new Digest(BitConverter.ToUInt64(digest), BitConverter.ToUInt64(digest[8..]));
    }

    private readonly record struct Digest(ulong First, ulong Second);
}

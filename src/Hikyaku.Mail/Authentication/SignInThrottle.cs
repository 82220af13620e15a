using System.Net;
using System.Net.Sockets;

namespace Hikyaku.Mail.Authentication;

/// <summary>
/// Slows guessing: each name + address pair has its own count, so that one forgotten phone never locks its office out.
/// The wait doubles with each further failure, from one second to a quarter of an hour. A repeated wrong password counts once.
/// </summary>
/// <remarks>Limits: at most <see cref="MaxPairs"/> pairs; a pair is forgotten an hour after its last failure.</remarks>
internal sealed class SignInThrottle(TimeProvider time)
{
    internal const int MaxPairs = 65_536;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private readonly Dictionary<Pair, Failures> _failures = [];
    private readonly Lock _lock = new();

    /// <summary>Whether the pair must wait now.</summary>
    public bool IsBlocked(string userName, IPAddress address)
    {
        lock (_lock)
        {
            return _failures.TryGetValue(Pair.Of(userName, address), out var failures) && time.GetUtcNow() < failures.BlockedUntil;
        }
    }

    /// <summary>Counts a failure.</summary>
    /// <param name="userName">The name as the client gave it.</param>
    /// <param name="address">The client's address.</param>
    /// <param name="passwordTag">Something that is equal for equal passwords and tells nothing of them.</param>
    /// <param name="allowed">How many failures are free.</param>
    public void Failed(string userName, IPAddress address, ulong passwordTag, int allowed)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var pair = Pair.Of(userName, address);
            var known = _failures.TryGetValue(pair, out var before) && now - before.Last < Memory ? before : default;
            var isRepeated = known.Count > 0 && known.PasswordTag == passwordTag;
            var count = isRepeated ? known.Count : known.Count + 1;
            var wait = count <= allowed ? TimeSpan.Zero : Wait(count - allowed);
            MakeRoom(now);
            _failures[pair] = new Failures(count, now, now + wait, passwordTag);
        }
    }

    /// <summary>Forgets the pair's failures.</summary>
    public void Succeeded(string userName, IPAddress address)
    {
        lock (_lock)
        {
            _failures.Remove(Pair.Of(userName, address));
        }
    }

    private static TimeSpan Wait(int excess) => excess > 10 ? LongestWait : TimeSpan.FromSeconds(Math.Min(1 << (excess - 1), LongestWait.TotalSeconds));

    private void MakeRoom(DateTimeOffset now)
    {
        if (_failures.Count < MaxPairs)
        {
            return;
        }

        foreach (var (pair, failures) in _failures)
        {
            if (now - failures.Last >= Memory || failures.BlockedUntil <= now)
            {
                _failures.Remove(pair);
            }
        }

        if (_failures.Count >= MaxPairs)
        {
            _failures.Clear();
        }
    }

    private readonly record struct Failures(int Count, DateTimeOffset Last, DateTimeOffset BlockedUntil, ulong PasswordTag);

    private readonly record struct Pair(string UserName, IPAddress Address)
    {
        public static Pair Of(string userName, IPAddress address)
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            {
                // One customer has a whole /64 to choose addresses from.
                var octets = plain.GetAddressBytes();
                octets.AsSpan(8).Clear();
                plain = new IPAddress(octets);
            }

            return new Pair(userName.ToLowerInvariant(), plain);
        }
    }
}

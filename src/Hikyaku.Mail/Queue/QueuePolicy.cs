using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Hikyaku.Mail.Queue;

/// <summary>When the queue tries again, warns and gives up, and how much it does at once.</summary>
/// <remarks>Standards: RFC 5321 §4.5.4.1.</remarks>
public sealed record QueuePolicy
{
    private const int JitterSteps = 1000;
    private const double Percent = 100;

    /// <summary>The waits after the first, second … attempt; the last one repeats. For all classes without waits of their own.</summary>
    public ImmutableArray<TimeSpan> RetrySchedule { get; init; } =
        [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4)];

    /// <summary>The waits of single classes.</summary>
    public ImmutableDictionary<RetryClass, ImmutableArray<TimeSpan>> RetrySchedules { get; init; } = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create(RetryClass.Protection, SlowSchedule),
        KeyValuePair.Create(RetryClass.Full, SlowSchedule),
    ]);

    /// <summary>How much waits differ by chance, in percent more or less.</summary>
    public int Jitter { get; init; } = 10;

    /// <summary>How long reports are tried, and other mail with the null reverse-path.</summary>
    public TimeSpan ReportExpiry { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How long a message is tried; RFC 5321 §4.5.4.1 says at least 4 to 5 days.</summary>
    public TimeSpan Expiry { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long a message is tried that was taken as a backup of its domain.</summary>
    public TimeSpan BackupExpiry { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Waits for what gets better when a person does something.</summary>
    internal static ImmutableArray<TimeSpan> SlowSchedule { get; } = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4)];

    /// <summary>Whether this server is a backup of a domain.</summary>
    public Func<string, bool> IsBackup { get; init; } = static _ => false;

    /// <summary>After which time the sender is told that the message still waits.</summary>
    public TimeSpan WarningAfter { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Deliveries at once.</summary>
    public int Deliveries { get; init; } = 200;

    /// <summary>The most deliveries at once to one destination; how many there are depends on how they go.</summary>
    public int DeliveriesPerDestination { get; init; } = 20;

    /// <summary>Of <see cref="Deliveries"/>, those that only destinations get that have none yet.</summary>
    public int Reserve => Deliveries / 5;

    /// <summary>Recipients of one transaction; RFC 5321 §4.5.3.1.8 lets every host take 100.</summary>
    public int RecipientsPerTransaction { get; init; } = 100;

    /// <summary>How long a claim lasts; longer than any transaction may take.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a destination rests when none of its hosts could be reached.</summary>
    public TimeSpan UnreachableRest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long attempts that are under way may go on when the server stops.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>When a message is given up.</summary>
    /// <param name="envelope">Its envelope.</param>
    /// <param name="domain">The domain of the recipient.</param>
    public DateTimeOffset Expires(Delivery.Envelope envelope, string domain)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return envelope.Released + (envelope.SubmittedBy is null && IsBackup(domain) ? BackupExpiry
            : envelope.ReversePath is null && ReportExpiry < Expiry ? ReportExpiry
            : Expiry);
    }

    /// <summary>When to try again after a number of attempts that ended in the same way, a little more or less, so that what failed together does not come back together.</summary>
    public DateTimeOffset NextAttempt(RetryClass reason, int attempts, DateTimeOffset now, DateTimeOffset expires)
    {
        var waits = RetrySchedules.GetValueOrDefault(reason, RetrySchedule);
        var wait = waits[Math.Clamp(attempts, 1, waits.Length) - 1];
        var factor = 1 + (Jitter / Percent * ((2.0 * RandomNumberGenerator.GetInt32(JitterSteps) / JitterSteps) - 1));
        var next = now + (wait * factor);
        // The last attempt is at the end of the time, not before it.
        return next > expires && now < expires ? expires : next;
    }
}

namespace Hikyaku.Mail.Migration;

/// <summary>How far an import is; read by any thread.</summary>
public sealed class ImportProgress(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private int _accounts;
    private int _entries;
    private int _totalEntries;
    private long _messages;
    private long _bytes;
    private int _totalAccounts;
    private long _totalMessages;

    /// <summary>Accounts done.</summary>
    public int Accounts => Volatile.Read(ref _accounts);

    /// <summary>Accounts in all.</summary>
    public int TotalAccounts => Volatile.Read(ref _totalAccounts);

    /// <summary>Entries of the directory done: accounts, aliases, lists, replies.</summary>
    public int Entries => Volatile.Read(ref _entries);

    /// <summary>Entries of the directory in all.</summary>
    public int TotalEntries => Volatile.Read(ref _totalEntries);

    /// <summary>Messages looked at.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Messages in all, as counted before.</summary>
    public long TotalMessages => Volatile.Read(ref _totalMessages);

    /// <summary>Octets copied.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Octets in a second.</summary>
    public double BytesPerSecond => Bytes / Math.Max(Elapsed.TotalSeconds, 0.001);

    /// <summary>Time left at the rate so far, or null before there is one.</summary>
    public TimeSpan? Left => Messages == 0 ? null
        : TimeSpan.FromSeconds(Elapsed.TotalSeconds / Messages * Math.Max(0, TotalMessages - Messages));

    internal void Expect(long messages)
    {
        Interlocked.Increment(ref _totalAccounts);
        Interlocked.Add(ref _totalMessages, messages);
    }

    internal void ExpectEntries(int entries) => Volatile.Write(ref _totalEntries, entries);

    internal void EntriesDone(int entries) => Interlocked.Add(ref _entries, entries);

    internal void AccountDone() => Interlocked.Increment(ref _accounts);

    internal void Looked(long messages, long bytes)
    {
        Interlocked.Add(ref _messages, messages);
        Interlocked.Add(ref _bytes, bytes);
    }
}

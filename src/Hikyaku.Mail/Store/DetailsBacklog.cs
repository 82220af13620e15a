using System.Collections.Concurrent;
using System.Threading.Channels;

using Hikyaku.Mail.Directory;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>
/// Analyzes imported messages behind the import, one account after another, so that the first long FETCH, SORT or SEARCH finds their details. What it has not
/// reached is analyzed by whoever asks; the account's database knows what is left, and the account comes again when it is opened the next time.
/// </summary>
internal sealed class DetailsBacklog(TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<AccountId, bool> _waiting = new();
    private readonly Channel<AccountCore> _accounts = Channel.CreateUnbounded<AccountCore>(new UnboundedChannelOptions { SingleReader = true });
    private long _lastImport = time.GetTimestamp();

    /// <summary>Notes an account that has messages without details.</summary>
    public void Add(AccountCore account)
    {
        if (_waiting.TryAdd(account.Id, true))
        {
            _accounts.Writer.TryWrite(account);
        }
    }

    /// <summary>Does the same during an import, which comes first.</summary>
    public void AddImported(AccountCore account)
    {
        Interlocked.Exchange(ref _lastImport, time.GetTimestamp());
        Add(account);
    }

    /// <summary>Works until it is stopped.</summary>
    public async Task Run(ILogger logger, CancellationToken stopping)
    {
        try
        {
            await foreach (var account in _accounts.Reader.ReadAllAsync(stopping))
            {
                while (time.GetElapsedTime(Interlocked.Read(ref _lastImport)) < Quiet)
                {
                    await Task.Delay(Quiet, time, stopping);
                }

                _waiting.TryRemove(account.Id, out _);
                await TryFill(account, logger, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The rest is found again at the next start.
        }
    }

    /// <summary>Finds the details that an account's messages lack, as long as its database stays open.</summary>
    public static async ValueTask Fill(AccountCore account, CancellationToken cancellation)
    {
        long? last = 0;
        while (last is { } after && !account.IsRemoved && !account.IsFailed)
        {
            last = (await account.ReadOpen(db => Step(account, db, after, cancellation)))?.Last;
        }
    }

    // The database stays open for the whole step, whoever wants to close it.
    private static async ValueTask<Progress> Step(AccountCore account, IAccountDatabase database, long after, CancellationToken cancellation)
    {
        var found = await database.ReadWithoutDetails(after, cancellation);
        foreach (var mailbox in found.GroupBy(m => m.Mailbox))
        {
            await new MessageReads(account).Details(mailbox.Key, [.. mailbox.Select(m => m.Uid)], DetailFields.Preview, cancellation);
        }

        return new Progress(found.Count == 0 ? null : found[^1].Key);
    }

    private static async ValueTask TryFill(AccountCore account, ILogger logger, CancellationToken stopping)
    {
        try
        {
            await Fill(account, stopping);
        }
#pragma warning disable CA1031 // One account's trouble must not end the analysis of the others.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.AnalysisFailed(exception, account.Id.Value);
        }
    }

    private sealed record Progress(long? Last);
}

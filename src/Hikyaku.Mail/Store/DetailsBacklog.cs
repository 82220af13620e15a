using System.Collections.Concurrent;
using System.Threading.Channels;

using Hikyaku.Mail.Directory;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>
/// Analyzes imported messages behind the import, one account after another, so that the first long FETCH, SORT or SEARCH finds their details. What it has not
/// reached is analyzed by whoever asks; the account's database knows what is left, and after the next start it is looked for in the databases, one at a time.
/// </summary>
internal sealed class DetailsBacklog(TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // A start has better to do, and so has a command that ends soon.
    private static readonly TimeSpan BeforeSearch = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenAccounts = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentDictionary<AccountId, bool> _waiting = new();
    private readonly Channel<AccountId> _accounts = Channel.CreateUnbounded<AccountId>(new UnboundedChannelOptions { SingleReader = true });
    private long _lastImport = time.GetTimestamp();

    /// <summary>Notes an account that has messages without details.</summary>
    public void Add(AccountId account)
    {
        if (_waiting.TryAdd(account, true))
        {
            _accounts.Writer.TryWrite(account);
        }
    }

    /// <summary>Does the same during an import, which comes first.</summary>
    public void AddImported(AccountId account)
    {
        Interlocked.Exchange(ref _lastImport, time.GetTimestamp());
        Add(account);
    }

    /// <summary>Works until it is stopped.</summary>
    public async Task Run(Mailstore store, ILogger logger, CancellationToken stopping)
    {
        try
        {
            await foreach (var account in _accounts.Reader.ReadAllAsync(stopping))
            {
                await WaitForQuiet(stopping);
                _waiting.TryRemove(account, out _);
                await TryFill(store, account, logger, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The rest is found again at the next start.
        }
    }

    /// <summary>Looks once through all accounts, also those that nobody opens, for what an earlier run has left.</summary>
    public async Task Search(IAccountStorage accounts, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(BeforeSearch, time, stopping);
            foreach (var account in accounts.All())
            {
                await WaitForQuiet(stopping);
                if (accounts.HasUnanalyzed(account))
                {
                    Add(account);
                }

                await Task.Delay(BetweenAccounts, time, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The rest is found again at the next start.
        }
    }

    /// <summary>Finds the details that an account's messages lack; false when its database was closed before all were found.</summary>
    public static async ValueTask<bool> Fill(AccountCore account, CancellationToken cancellation)
    {
        long? after = 0;
        while (after is { } last && !account.IsRemoved && !account.IsFailed)
        {
            if (await account.ReadOpen(db => Step(account, db, last, cancellation)) is not { } progress)
            {
                return false;
            }

            after = progress.Last;
        }

        return true;
    }

    private async Task WaitForQuiet(CancellationToken stopping)
    {
        while (time.GetElapsedTime(Interlocked.Read(ref _lastImport)) < Quiet)
        {
            await Task.Delay(Quiet, time, stopping);
        }
    }

    // The database stays open for the whole step, whoever wants to close it.
    private static async ValueTask<Progress> Step(AccountCore account, IAccountDatabase database, long after, CancellationToken cancellation)
    {
        var found = await database.ReadWithoutDetails(after, cancellation);
        foreach (var mailbox in found.GroupBy(m => m.Mailbox))
        {
            await new MessageReads(account).Headers(mailbox.Key, [.. mailbox.Select(m => m.Uid)], static (_, _) => { }, cancellation);
        }

        return new Progress(found.Count == 0 ? null : found[^1].Key);
    }

    // One that nobody has open is opened for this alone.
    private static async ValueTask TryFill(Mailstore store, AccountId id, ILogger logger, CancellationToken stopping)
    {
        try
        {
            var isDone = false;
            while (!isDone && await store.OpenUnanalyzed(id, stopping) is { } opened)
            {
                isDone = await Fill(opened.Account, stopping);
                if (isDone && !opened.WasOpen)
                {
                    await opened.Account.Rest(stopping);
                }
            }
        }
#pragma warning disable CA1031 // One account's trouble must not end the analysis of the others.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.AnalysisFailed(exception, id.Value);
        }
    }

    private sealed record Progress(long? Last);
}

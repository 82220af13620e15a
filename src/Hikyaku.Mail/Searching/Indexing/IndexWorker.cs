using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>Fills the indexes behind the mail, one account after another.</summary>
internal static class IndexWorker
{
    /// <summary>Works until it is stopped.</summary>
    public static async Task Run(Mailstore store, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var (account, pending) = await store.Parts.Index.Next(stopping);
                await TryFill(store, account, pending, time, logger, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The rest is found again when the accounts are opened.
        }
    }

    private static async ValueTask TryFill(
        Mailstore store, AccountId id, PendingTexts pending, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        try
        {
            // One that was removed must not be made anew.
            if (store.Parts.Index.IsOn && store.Parts.Accounts.Exists(id))
            {
                await new IndexFill(store.CoreOf(id), time).Run(pending, stopping);
            }
        }
#pragma warning disable CA1031 // One account's trouble must not end the indexing of the others.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.IndexFailed(exception, id.Value);
        }
    }
}

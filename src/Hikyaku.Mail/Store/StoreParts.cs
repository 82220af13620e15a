using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Searching.Indexing;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>What every open account shares.</summary>
internal sealed record StoreParts(
    IVolume Volume, IAccountStorage Accounts, IJournal Journal, IBlobStore Blobs, ChangeFeed Feed, TimeProvider Time, StoreLimits Limits, ILogger Logger)
{
    /// <summary>What is to be analyzed when there is time.</summary>
    public DetailsBacklog Backlog { get; } = new(Time);

    /// <summary>Whose full-text index lags.</summary>
    public IndexBacklog Index { get; } = new(Time, Limits);
}

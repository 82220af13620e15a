using Hikyaku.Mail.Changes;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>What every open account shares.</summary>
internal sealed record StoreParts(
    IVolume Volume, IAccountStorage Accounts, IJournal Journal, IBlobStore Blobs, ChangeFeed Feed, TimeProvider Time, StoreLimits Limits, ILogger Logger);

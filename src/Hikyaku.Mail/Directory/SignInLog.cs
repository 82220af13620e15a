using System.Collections.Concurrent;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Directory;

/// <summary>Keeps the newest sign-in of each account and protocol in memory and writes them now and then, all in one transaction.</summary>
internal sealed partial class SignInLog : IAsyncDisposable
{
    private const int MaxPending = 20_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(AccountId Account, Services Protocol), SignIn> _pending = new();
    private readonly IDirectoryStorage _storage;
    private readonly ILogger<SignInLog> _log;
    private readonly ITimer _timer;
    private int _writing;

    public SignInLog(IDirectoryStorage storage, TimeProvider time, ILogger<SignInLog> log)
    {
        (_storage, _log) = (storage, log);
        _timer = time.CreateTimer(_ => _ = WriteLogged(), null, Interval, Interval);
    }

    public void Add(SignIn signIn)
    {
        _pending[(signIn.Account, signIn.Protocol)] = signIn;
        if (_pending.Count > MaxPending)
        {
            _ = WriteLogged();
        }
    }

    /// <summary>Writes what is pending.</summary>
    public async ValueTask Write(CancellationToken cancellation)
    {
        var batch = _pending.ToArray();
        if (batch.Length == 0)
        {
            return;
        }

        await _storage.Change(
            writer =>
            {
                writer.SaveSignIns([.. batch.Select(pair => pair.Value)]);
                return true;
            },
            cancellation);
        foreach (var pair in batch)
        {
            // Only this very sign-in: a newer one stays for the next time.
            _pending.TryRemove(pair);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await WriteLogged();
    }

    private async Task WriteLogged()
    {
        if (Interlocked.Exchange(ref _writing, 1) == 1)
        {
            return;
        }

        try
        {
            await Write(CancellationToken.None);
        }
#pragma warning disable CA1031 // Written again next time; a sign-in must not fail for it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            NotWritten(e);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The times of last sign-ins could not be written; trying again later")]
    private partial void NotWritten(Exception e);
}

using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Authentication;

/// <summary>
/// Tells an open session whether its sign-in still holds: the account is there, may use the service, and has the password of then.
/// One session uses it, one call at a time.
/// </summary>
public sealed class SignInWatch
{
    private readonly Authenticator _authenticator;
    private readonly Services _protocol;
    private Account _account;
    private int? _seen;

    internal SignInWatch(Authenticator authenticator, Account account, Services protocol) =>
        (_authenticator, _account, _protocol) = (authenticator, account, protocol);

    /// <summary>Whether the session may go on; as long as the directory has not changed, this costs a comparison.</summary>
    public ValueTask<bool> Holds(CancellationToken cancellation) =>
        _seen == _authenticator.Directory.Version ? ValueTask.FromResult(true) : Look(cancellation);

    /// <summary>Calls <paramref name="changed"/> when it is time to ask again, until the result is disposed. It must be short and must not throw.</summary>
    public IDisposable Observe(Action changed) => _authenticator.Directory.Observe(_account.Id, changed);

    private async ValueTask<bool> Look(CancellationToken cancellation)
    {
        var version = _authenticator.Directory.Version;
        if (await _authenticator.Directory.GetAccount(_account.Id, cancellation) is not { } now
            || await _authenticator.Closed(now, _protocol, cancellation) is not null
            || !_authenticator.HasSamePassword(_account, now))
        {
            return false;
        }

        (_account, _seen) = (now, version);
        return true;
    }
}

using Hikyaku.Formats.Passwords;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Metrics;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Authentication;

/// <summary>
/// The one place where somebody signs in, for every protocol: finds the account, verifies the password, asks whether the service is open to
/// it, slows guessing, and logs each refusal with its reason.
/// </summary>
/// <remarks>
/// Security: an unknown account costs the same work as a wrong password, and state and service are told only to who knows the password.
/// </remarks>
public sealed class Authenticator
{
    private const int MaxUserNameLength = 320;
    private readonly Directory.Directory _directory;
    private readonly DirectoryEditor _editor;
    private readonly Settings.Settings _settings;
    private readonly PasswordWorkers _workers;
    private readonly VerifiedPasswords _verified;
    private readonly SignInThrottle _throttle;
    private readonly TimeProvider _time;
    private readonly SignInEvents _events;

    // The same password under another hash: no reason to end its sessions.
    private readonly BoundedCache<AccountId, (string From, string To)> _replaced = new(10_000);

    // The hash that was verified last: what an unknown account is measured against, so that it takes as long as a known one.
    private PasswordHash? _decoy;

    internal Authenticator(
        Directory.Directory directory, DirectoryEditor editor, Settings.Settings settings, PasswordWorkers workers, TimeProvider time, ILogger<Authenticator> logger,
        MailMetrics? metrics = null, TokenIssuer? tokens = null)
    {
        (_directory, _editor, _settings, _workers, _time) = (directory, editor, settings, workers, time);
        (_verified, _throttle, _events) = (new VerifiedPasswords(time), new SignInThrottle(time), new SignInEvents(logger, metrics));
        Scram = new ScramAccounts(directory);
        Tokens = tokens;
    }

    internal ScramAccounts Scram { get; }

    internal Directory.Directory Directory => _directory;

    internal TokenIssuer? Tokens { get; }

    /// <summary>Watches over the session that signed in.</summary>
    /// <param name="account">Who, as <see cref="SignInResult.SignedIn"/> gave it.</param>
    /// <param name="protocol">What the session uses.</param>
    public SignInWatch Watch(Account account, Services protocol) => new(this, account, protocol);

    /// <summary>Signs in with a password.</summary>
    /// <param name="context">Where and how.</param>
    /// <param name="userName">user@domain, user%domain, user/domain, or a name in the default domain; any case.</param>
    /// <param name="password">The password's octets.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<SignInResult> SignIn(SignInContext context, string userName, ReadOnlyMemory<byte> password, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(userName);
        var account = userName.Length <= MaxUserNameLength ? await _directory.FindSignInName(userName, cancellation) : null;
        if (IsThrottled(context, userName, account))
        {
            return Refuse(context, userName, SignInRefusal.Throttled);
        }

        if (await Check(account, password, cancellation) is { } refusal)
        {
            Count(context, userName, account, refusal, _verified.TagOf(password.Span));
            return Refuse(context, userName, refusal);
        }

        var result = await Admit(context, userName, account!, cancellation);
        if (result is SignInResult.SignedIn)
        {
            await ReplaceHash(account!, password, cancellation);
        }

        return result;
    }

    /// <summary>Signs in with a token of the issuer that the administrator named; a name beside it must mean the same account.</summary>
    internal async ValueTask<SignInResult> SignInByToken(SignInContext context, BearerMessage message, CancellationToken cancellation)
    {
        var wanted = message.UserName is { Length: > 0 and <= MaxUserNameLength } name ? name : "";
        var asked = wanted.Length == 0 ? null : await _directory.FindSignInName(wanted, cancellation);
        if (IsThrottled(context, wanted, asked))
        {
            return Refuse(context, wanted, SignInRefusal.Throttled);
        }

        if (Tokens is null || await Tokens.Verify(message.Token, cancellation) is not { } owner)
        {
            Count(context, wanted, asked, SignInRefusal.InvalidToken, _verified.TagOf(System.Text.Encoding.UTF8.GetBytes(message.Token)));
            return Refuse(context, wanted, SignInRefusal.InvalidToken);
        }

        var account = owner.Length <= MaxUserNameLength ? await _directory.FindSignInName(owner, cancellation) : null;
        return account is null ? Refuse(context, owner, SignInRefusal.UnknownAccount)
            : wanted.Length > 0 && asked?.Id != account.Id ? Refuse(context, owner, SignInRefusal.OtherIdentity)
            : await Admit(context, owner, account, cancellation);
    }

    /// <summary>Signs in whom a front vouches for that the administrator named; the front has verified the secret.</summary>
    public async ValueTask<SignInResult> Vouch(SignInContext context, string userName, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(userName);
        var account = userName.Length <= MaxUserNameLength ? await _directory.FindSignInName(userName, cancellation) : null;
        return account is null ? Refuse(context, userName, SignInRefusal.UnknownAccount) : await Admit(context, userName, account, cancellation);
    }

    /// <summary>Whether this name and address must wait.</summary>
    internal bool IsThrottled(SignInContext context, string userName, Account? account) =>
        _throttle.IsBlocked(CountedName(userName, account), context.ClientAddress) && !_settings.Get(SignInSettings.ThrottleExempt).Any(network => Contains(network, context.ClientAddress));

    /// <summary>Lets an account in whose secret was proven, if state, domain and service allow it.</summary>
    internal async ValueTask<SignInResult> Admit(SignInContext context, string userName, Account account, CancellationToken cancellation)
    {
        if (await Closed(account, context.Protocol, cancellation) is { } reason)
        {
            return Refuse(context, userName, reason);
        }

        _throttle.Succeeded(account.Address, context.ClientAddress);
        _editor.RecordSignIn(account.Id, context.Protocol, context.ClientAddress, _time.GetUtcNow());
        _events.SignedIn(context, account);
        return new SignInResult.SignedIn(account);
    }

    /// <summary>Why an account may not use a service; null when it may.</summary>
    internal async ValueTask<SignInRefusal?> Closed(Account account, Services protocol, CancellationToken cancellation)
    {
        var domain = await _directory.FindDomain(account.Address[(account.Address.LastIndexOf('@') + 1)..], cancellation);
        return account.State == AccountState.Suspended ? SignInRefusal.Suspended
            : domain is not { IsActive: true } ? SignInRefusal.DomainInactive
            : (account.Services & ~domain.DisabledServices & protocol) == Services.None ? SignInRefusal.ServiceDisabled
            : null;
    }

    /// <summary>Whether the password is still the one of then, be it under a better hash.</summary>
    internal bool HasSamePassword(Account then, Account now) =>
        then.PasswordHash == now.PasswordHash || (_replaced.TryGet(now.Id, out var hashes) && hashes == (then.PasswordHash, now.PasswordHash));

    /// <summary>Refuses, and says why in the log.</summary>
    internal SignInResult.Refused Refuse(SignInContext context, string userName, SignInRefusal reason)
    {
        _events.Refused(context, userName, reason);
        return new SignInResult.Refused(reason);
    }

    /// <summary>Counts a failure, if it is one that guessing makes.</summary>
    internal void Count(SignInContext context, string userName, Account? account, SignInRefusal reason, ulong passwordTag)
    {
        if (reason is SignInRefusal.WrongPassword or SignInRefusal.UnknownAccount or SignInRefusal.NoPassword or SignInRefusal.UnusableHash
            or SignInRefusal.InvalidToken)
        {
            _throttle.Failed(CountedName(userName, account), context.ClientAddress, passwordTag, _settings.Get(SignInSettings.ThrottleAfter));
        }
    }

    // All spellings of a name count together: user%domain gives no further guesses.
    private static string CountedName(string userName, Account? account) =>
        account?.Address ?? (userName.Length <= MaxUserNameLength ? userName : userName[..MaxUserNameLength]);

    private static bool Contains(System.Net.IPNetwork network, System.Net.IPAddress address) =>
        network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private async ValueTask<SignInRefusal?> Check(Account? account, ReadOnlyMemory<byte> password, CancellationToken cancellation)
    {
        var hash = await HashOf(account, cancellation);
        if (account is not null && hash.Refusal is null && _verified.Contains(account, password.Span))
        {
            return null;
        }

        var isRight = await _workers.Verify(hash.Hash, password, account?.Address ?? "", cancellation);
        if (isRight is null)
        {
            return SignInRefusal.Busy;
        }

        if (hash.Refusal is not null || account is null)
        {
            return hash.Refusal ?? SignInRefusal.UnknownAccount;
        }

        // Nobody signs in with an empty password, even where an old host stored the hash of one.
        if (!isRight.Value || password.IsEmpty)
        {
            return SignInRefusal.WrongPassword;
        }

        _verified.Add(account, password.Span);
        return null;
    }

    private async ValueTask<(PasswordHash Hash, SignInRefusal? Refusal)> HashOf(Account? account, CancellationToken cancellation)
    {
        if (account is not null && PasswordHash.TryParse(account.PasswordHash, out var hash, out _))
        {
            _decoy = hash;
            return (hash, null);
        }

        var decoy = _decoy ??= await MakeDecoy(cancellation);
        return (decoy, account is null ? SignInRefusal.UnknownAccount : account.PasswordHash.Length == 0 ? SignInRefusal.NoPassword : SignInRefusal.UnusableHash);
    }

    private async ValueTask<PasswordHash> MakeDecoy(CancellationToken cancellation)
    {
        var stored = await _workers.Create(Guid.NewGuid().ToByteArray(), cancellation);
        return PasswordHash.TryParse(stored ?? "{PLAIN}" + Guid.NewGuid(), out var hash, out var problem) ? hash : throw new InvalidOperationException(problem);
    }

    private async ValueTask ReplaceHash(Account account, ReadOnlyMemory<byte> password, CancellationToken cancellation)
    {
        var domain = await _directory.FindDomain(account.Address[(account.Address.LastIndexOf('@') + 1)..], cancellation);
        if (domain is { ReplaceHashes: true } && !account.PasswordHash.StartsWith("{ARGON2ID}", StringComparison.OrdinalIgnoreCase)
            && await _workers.Create(password, cancellation) is { } stored)
        {
            _replaced.Remove(account.Id);
            _replaced.Add(account.Id, (account.PasswordHash, stored), _replaced.Ticket);
            await _editor.ReplaceHash(account.Id, account.PasswordHash, stored, cancellation);
            _events.HashReplaced(account);
        }
    }
}

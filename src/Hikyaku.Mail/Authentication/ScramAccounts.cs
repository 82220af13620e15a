using Hikyaku.Formats.Passwords;

namespace Hikyaku.Mail.Authentication;

/// <summary>Knows which SCRAM keys the accounts have.</summary>
internal sealed class ScramAccounts(Directory.Directory directory)
{
    private Coverage? _coverage;

    /// <summary>
    /// The SCRAM kinds that every account has keys of. Clients prefer SCRAM to PLAIN and give up when it fails, so it may be offered only
    /// where it works for everybody.
    /// </summary>
    public async ValueTask<IReadOnlyList<string>> Common(CancellationToken cancellation)
    {
        var version = directory.Version;
        if (_coverage is { } known && known.Version == version)
        {
            return known.Kinds;
        }

        string[] kinds = ["SCRAM-SHA-256", "SCRAM-SHA-1"];
        var isAny = false;
        await foreach (var account in directory.Accounts(null, cancellation))
        {
            isAny = true;
            kinds = [.. kinds.Where(kind => account.PasswordHash.StartsWith($"{{{kind}}}", StringComparison.OrdinalIgnoreCase))];
            if (kinds.Length == 0)
            {
                break;
            }
        }

        _coverage = new Coverage(version, isAny ? kinds : []);
        return _coverage.Kinds;
    }

    /// <summary>The account that a sign-in name means.</summary>
    public ValueTask<Directory.Account?> Find(string userName, CancellationToken cancellation) => directory.FindSignInName(userName, cancellation);

    /// <summary>The account's keys of a kind.</summary>
    public static ScramHash? KeysOf(Directory.Account? account, string kind) =>
        account is not null && PasswordHash.TryParse(account.PasswordHash, out var hash, out _) && hash is ScramHash keys && keys.Kind == kind ? keys : null;

    private sealed record Coverage(int Version, IReadOnlyList<string> Kinds);
}

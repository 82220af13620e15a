using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Directory;

/// <summary>Reads the user names that mail programs send at sign-in.</summary>
internal sealed class SignInNames(Directory directory, Settings.Settings settings)
{
    private const int Longest = 1024;

    public async ValueTask<Account?> Find(string userName, CancellationToken cancellation)
    {
        if (userName.Length is 0 or > Longest)
        {
            return null;
        }

        if (userName.Contains('@'))
        {
            return await Find(userName[..userName.LastIndexOf('@')], userName[(userName.LastIndexOf('@') + 1)..], cancellation);
        }

        // A local part may hold '/', so that a name that leads nowhere with it is tried as a bare name.
        return await Split(userName, '%', cancellation) ?? await Split(userName, '/', cancellation)
            ?? await Find(userName, settings.Get(DirectorySettings.DefaultDomain), cancellation);
    }

    private ValueTask<Account?> Split(string userName, char separator, CancellationToken cancellation)
    {
        var at = userName.LastIndexOf(separator);
        return at <= 0 ? ValueTask.FromResult<Account?>(null) : Find(userName[..at], userName[(at + 1)..], cancellation);
    }

    private async ValueTask<Account?> Find(string localPart, string domainName, CancellationToken cancellation) =>
        domainName.Length > 0 && await directory.FindDomain(domainName, cancellation) is { } domain
            && Address.TryParse($"{localPart}@{domain.Name}", out var address)
            ? await directory.FindAccount(address.Canonical, cancellation)
            : null;
}

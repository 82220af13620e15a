using System.Globalization;
using System.Security.Cryptography;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Hosting;

/// <summary>Gives an empty server an administrator and an example domain, so that it can be used at once.</summary>
internal sealed class FirstStart(Hikyaku.Mail.Directory.Directory directory, DirectoryEditor editor, Configuration configuration)
{
    private const string Domain = "example.test"; // RFC 6761 §6.2: never a domain of someone else
    private const string Administrator = "postmaster@" + Domain;

    // Without letters and digits that look alike.
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 20;

    /// <summary>The path of the credentials file if this was the first start; a text that says why not, if it failed; else neither.</summary>
    public async Task<(string? File, string? Problem)> Run(string addresses, CancellationToken ct)
    {
        if (!configuration.MakesExample || (await directory.Domains(ct)).Count > 0)
            return default;

        var password = RandomNumberGenerator.GetString(PasswordLetters, PasswordLength);
        if (await Create(password, ct) is { } refusal)
            return (null, HostingTexts.Get("FirstAccountFailed", refusal.Text(CultureInfo.CurrentUICulture)));

        var path = Path.Combine(configuration.DataFolder, "credentials.txt");
        File.Delete(path);
        DataFolder.WriteSecret(path, HostingTexts.Get("CredentialsText", Administrator, password, addresses.TrimEnd()));
        return (path, null);
    }

    private async Task<DirectoryRefusal?> Create(string password, CancellationToken ct)
    {
        if (await editor.AddDomain(new NewDomain(Domain), Actor.System, ct) is DirectoryChange<Domain>.Refused domain)
            return domain.Refusal;

        var account = new NewAccount { Address = Administrator, Password = password };
        switch (await editor.AddAccount(account, Actor.System, ct))
        {
            case DirectoryChange<Account>.Refused refused:
                return refused.Refusal;
            case DirectoryChange<Account>.Done(var made):
                return await editor.Grant(made.Id, null, Actor.System, ct) is DirectoryChange<Grant>.Refused grant ? grant.Refusal : null;
            default:
                return null;
        }
    }
}

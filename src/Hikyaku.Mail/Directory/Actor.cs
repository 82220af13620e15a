using System.Net;

namespace Hikyaku.Mail.Directory;

/// <summary>Who makes a change, for the permission check and the audit record.</summary>
/// <param name="Kind">"cli" and "system" may do everything; "import" too, and limits do not stop it; "account" is bound by its grants.</param>
/// <param name="Name">The account's address, the operator's user name, or the part of the program.</param>
/// <param name="Address">Where the request came from, if from a network.</param>
public sealed record Actor(string Kind, string Name, IPAddress? Address)
{
    /// <summary>Kind of someone signed in.</summary>
    public const string AccountKind = "account";

    /// <summary>Kind of the operator at the command line.</summary>
    public const string CommandLineKind = "cli";

    /// <summary>Kind of an import from another server.</summary>
    public const string ImportKind = "import";

    /// <summary>Kind of the program itself.</summary>
    public const string SystemKind = "system";

    /// <summary>The program itself.</summary>
    public static Actor System { get; } = new(SystemKind, "hikyaku", null);

    /// <summary>The acting account; required when <see cref="Kind"/> is "account".</summary>
    public AccountId? Account { get; init; }

    /// <summary>Someone signed in.</summary>
    public static Actor For(Account account, IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new Actor(AccountKind, account.Address, address) { Account = account.Id };
    }

    internal bool IsImport => Kind == ImportKind;
}

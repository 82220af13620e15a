using System.Globalization;

using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Sharing;

/// <summary>Whom rights are given to, or taken from: an account, all accounts of a domain, or anyone (RFC 4314 §2).</summary>
/// <remarks>By number and not by name: whoever gets an address later has nothing of what its owner before him had.</remarks>
public sealed record Grantee
{
    private const char AccountMark = 'a';
    private const char DomainMark = 'd';
    private const string AnyoneMark = "*";

    private Grantee(string key, bool isNegative) => (Key, IsNegative) = (key, isNegative);

    /// <summary>Everyone who may see anything of the owner.</summary>
    public static Grantee Anyone { get; } = new(AnyoneMark, isNegative: false);

    /// <summary>Who is meant, as it is stored.</summary>
    public string Key { get; }

    /// <summary>The rights are taken from him, whatever others give (RFC 4314 §2).</summary>
    public bool IsNegative { get; init; }

    /// <summary>The account, if it is one.</summary>
    public AccountId? Account => Number(AccountMark) is { } number ? new AccountId(number) : null;

    /// <summary>The domain, if it is one.</summary>
    public DomainId? Domain => Number(DomainMark) is { } number ? new DomainId(number) : null;

    /// <summary>An account.</summary>
    public static Grantee Of(AccountId account) => new(string.Create(CultureInfo.InvariantCulture, $"{AccountMark}{account.Value}"), isNegative: false);

    /// <summary>All accounts of a domain.</summary>
    public static Grantee Of(DomainId domain) => new(string.Create(CultureInfo.InvariantCulture, $"{DomainMark}{domain.Value}"), isNegative: false);

    /// <summary>Reads the stored form.</summary>
    public static Grantee Parse(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.StartsWith('-') ? new Grantee(stored[1..], isNegative: true) : new Grantee(stored, isNegative: false);
    }

    /// <summary>The stored form.</summary>
    public override string ToString() => IsNegative ? "-" + Key : Key;

    private long? Number(char mark) =>
        Key.Length > 1 && Key[0] == mark && long.TryParse(Key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

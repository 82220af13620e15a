using System.Buffers;
using System.Net;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Directory;

/// <summary>Which names a domain, an account, an alias or a person may have here.</summary>
internal static class NameCheck
{
    private const int MaxPersonName = 200;

    /// <summary>What vpopmail allowed in a name (is_username_valid), so that no account of such a host is left out.</summary>
    private static readonly SearchValues<char> LocalPart =
        SearchValues.Create("!#$&'*+-./0123456789=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static DirectoryRefusal? Domain(string text, out string name)
    {
        name = "";
        if (!DomainName.TryNormalize(text.Trim(), out var ascii) || IPAddress.TryParse(ascii, out _))
        {
            return new DirectoryRefusal(DirectoryRefusalReason.BadDomain, text);
        }

        name = ascii;
        return null;
    }

    /// <summary>Reads an address that is to exist here: its domain must be a real one of ours.</summary>
    public static DirectoryRefusal? Address(IDirectoryReader reader, string text, out string address, out Domain domain)
    {
        (address, domain) = ("", null!);
        if (!Formats.Addresses.Address.TryParse(text.Trim(), out var parsed) || parsed.HasAddressLiteral || !IsLocalPart(parsed.LocalPart))
        {
            return new DirectoryRefusal(DirectoryRefusalReason.BadAddress, text);
        }

        if (reader.FindDomain(parsed.Domain) is not { } found)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, DomainName.ToUnicode(parsed.Domain));
        }

        (address, domain) = ($"{parsed.LocalPart.ToLowerInvariant()}@{found.Name}", found);
        return null;
    }

    public static DirectoryRefusal? Person(string name, string address) =>
        name.Length > MaxPersonName || name.Any(char.IsControl)
            ? new DirectoryRefusal(DirectoryRefusalReason.BadName, address, "200")
            : null;

    public static DirectoryRefusal? Language(string? language) =>
        language is null or "" or "en" or "ja" ? null : new DirectoryRefusal(DirectoryRefusalReason.BadLanguage, language);

    public static DirectoryRefusal? Separator(string? separators) =>
        separators is null || (separators.All(SubAddress.Separators.Contains) && separators.Distinct().Count() == separators.Length)
            ? null
            : new DirectoryRefusal(DirectoryRefusalReason.BadSeparator, separators);

    /// <summary>What has the address already, for a refusal.</summary>
    public static DirectoryRefusal Taken(string address, NamedEntry entry) => new(
        DirectoryRefusalReason.DuplicateAddress,
        address,
        entry switch { { Alias: not null } => "alias", { List: not null } => "mailing list", { Account: not null } => "account", _ => "autoresponder" });

    private static bool IsLocalPart(string localPart)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(localPart) > Formats.Addresses.Address.MaxLocalPartLength)
        {
            return false;
        }

        foreach (var c in localPart)
        {
            // RFC 6531 §3.3: beyond ASCII every character that the address syntax let through.
            if (c <= '\u007f' && !LocalPart.Contains(c))
            {
                return false;
            }
        }

        return true;
    }
}

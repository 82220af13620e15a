using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// Which mail a route is for: <c>*</c>, a domain, <c>.domain</c> for all below it, an address, and with <c>from:</c> before them the same of the sender;
/// <c>from:&lt;&gt;</c> is the null path.
/// </summary>
internal static class RoutePattern
{
    /// <summary>All mail.</summary>
    public const string Everything = "*";

    /// <summary>Comes before patterns of the sender.</summary>
    public const string From = "from:";

    private const string NullPath = From + "<>";

    /// <summary>Whether a pattern looks at more than the domain of the recipient.</summary>
    public static bool IsByAddress(string pattern) => pattern.Contains('@') || pattern.StartsWith(From, StringComparison.Ordinal);

    /// <summary>Gives a pattern its one form.</summary>
    public static bool TryNormalize(string text, out string pattern)
    {
        pattern = text;
        if (text == Everything)
        {
            return true;
        }

        if (!text.StartsWith(From, StringComparison.OrdinalIgnoreCase))
        {
            return TryNormalizeParty(text, out pattern);
        }

        if (text[From.Length..] == "<>")
        {
            pattern = NullPath;
            return true;
        }

        var read = TryNormalizeParty(text[From.Length..], out var party);
        pattern = From + party;
        return read;
    }

    /// <summary>The pattern of one sender.</summary>
    public static string OfSender(string sender) => sender.Length == 0 ? NullPath : From + sender;

    private static bool TryNormalizeParty(string text, out string party)
    {
        party = text;
        if (text.Contains('@'))
        {
            // What needs quotes could not be told from the end of the pattern.
            var read = Address.TryParse(text, out var address) && !address.ToString().StartsWith('"');
            party = address?.Canonical ?? "";
            return read;
        }

        var dot = text.StartsWith('.') ? "." : "";
        if (!DomainName.TryNormalize(text.AsSpan(dot.Length), out var domain))
        {
            return false;
        }

        party = dot + domain;
        return true;
    }
}

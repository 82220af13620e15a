namespace Hikyaku.Mail.Delivery;

/// <summary>The words for the protection of a connection, as routes have them.</summary>
public static class RemoteTlsWord
{
    /// <summary>The words that <see cref="TryParse"/> reads, weakest first.</summary>
    public const string All = "none|opportunistic|encrypt|verified";

    /// <summary>Reads a word; <c>required</c> is the old name of <c>verified</c>.</summary>
    public static bool TryParse(string word, out RemoteTls tls)
    {
        ArgumentNullException.ThrowIfNull(word);
        RemoteTls? read = word.ToUpperInvariant() switch
        {
            "NONE" => RemoteTls.Never,
            "OPPORTUNISTIC" => RemoteTls.Opportunistic,
            "ENCRYPT" => RemoteTls.Encrypted,
            "VERIFIED" or "REQUIRED" => RemoteTls.Required,
            _ => null,
        };
        tls = read ?? RemoteTls.Opportunistic;
        return read is not null;
    }

    /// <summary>The query of a URL that says the same, <c>?tls=…</c>; empty where the URL says it without.</summary>
    internal static string Query(RemoteTls tls) => tls switch
    {
        RemoteTls.Never => "?tls=none",
        RemoteTls.Required => "?tls=required",
        RemoteTls.Encrypted or RemoteTls.ImplicitEncrypted => "?tls=encrypt",
        _ => "",
    };

    /// <summary>Reads such a query; null without one.</summary>
    internal static bool TryParseQuery(string query, out RemoteTls? tls)
    {
        const string start = "?tls=";
        tls = null;
        if (query.Length == 0)
        {
            return true;
        }

        if (!query.StartsWith(start, StringComparison.Ordinal) || !TryParse(query[start.Length..], out var read))
        {
            return false;
        }

        tls = read;
        return true;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Hikyaku.Formats.Authenticity;

/// <summary>The TXT record that tells that a domain has a policy, and which one (RFC 8461 §3.1).</summary>
/// <param name="Id">Names the version of the policy: 1 to 32 letters and digits.</param>
public sealed record MtaStsRecord(string Id)
{
    private const string Version = "v=STSv1";
    private const int MaxIdLength = 32;

    /// <summary>Reads the record among the TXT records of <c>_mta-sts.</c>; false when there is none, more than one, or a wrong one.</summary>
    public static bool TryFind(IEnumerable<string> texts, [NotNullWhen(true)] out MtaStsRecord? record)
    {
        ArgumentNullException.ThrowIfNull(texts);
        record = null;
        string? found = null;
        foreach (var text in texts)
        {
            if (!IsOne(text))
            {
                continue;
            }

            // RFC 8461 §3.1: with more than one the domain is taken to have none.
            if (found is not null)
            {
                return false;
            }

            found = text;
        }

        return found is not null && TryParse(found, out record);
    }

    /// <summary>Reads one record.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out MtaStsRecord? record)
    {
        record = null;
        if (!IsOne(text))
        {
            return false;
        }

        ReadOnlySpan<char> id = [];
        var fields = new TagList(text[Version.Length..].TrimStart(" \t")[1..]);
        while (fields.Read())
        {
            // RFC 8461 §3.2: of a field that comes twice the first counts.
            if (fields.Name is "id" && id.IsEmpty)
            {
                if (fields.Value.IsEmpty || fields.Value.Length > MaxIdLength || !IsAlphanumeric(fields.Value))
                {
                    return false;
                }

                id = fields.Value;
            }
        }

        if (fields.IsMalformed || id.IsEmpty)
        {
            return false;
        }

        record = new MtaStsRecord(id.ToString());
        return true;
    }

    private static bool IsOne(ReadOnlySpan<char> text) => text.StartsWith(Version) && text[Version.Length..].TrimStart(" \t") is [';', ..];

    private static bool IsAlphanumeric(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}

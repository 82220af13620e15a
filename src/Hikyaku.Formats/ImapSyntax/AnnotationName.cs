using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The names of annotations: levels behind "/private" or "/shared" (RFC 5464 §3.2).</summary>
public static class AnnotationName
{
    /// <summary>Octets of a name.</summary>
    public const int MaxLength = 1000;

    /// <summary>The name in lower case, as names are the same in any case; null when it is none.</summary>
    public static string? Normalize(ReadOnlySpan<byte> wire)
    {
        // Control characters, wildcards and what is not ASCII are no part of a name.
        if (wire.Length is 0 or > MaxLength || wire.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) >= 0 || wire.IndexOfAny("*%"u8) >= 0
            || wire[0] != '/' || wire[^1] == '/' || wire.IndexOf("//"u8) >= 0)
        {
            return null;
        }

        var name = Encoding.ASCII.GetString(wire).ToLowerInvariant();
        return IsPrivate(name) || name.StartsWith("/shared/", StringComparison.Ordinal) ? name : null;
    }

    /// <summary>Whether only whoever set the annotation sees it.</summary>
    public static bool IsPrivate(string name) => name.StartsWith("/private/", StringComparison.Ordinal);

    /// <summary>Whether a name lies below another, at most that many levels.</summary>
    public static bool IsBelow(string name, string superior, int levels)
    {
        if (name.Length <= superior.Length || name[superior.Length] != '/' || !name.StartsWith(superior, StringComparison.Ordinal))
        {
            return false;
        }

        return levels >= MaxLength || name.AsSpan(superior.Length).Count('/') <= levels;
    }
}

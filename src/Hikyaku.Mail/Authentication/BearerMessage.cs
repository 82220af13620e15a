using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hikyaku.Mail.Authentication;

/// <summary>What a client sends in OAUTHBEARER (RFC 7628 §3.1) and XOAUTH2: for whom, and the token.</summary>
/// <param name="UserName">The account it wants; null when the token alone says it.</param>
/// <param name="Token">The token.</param>
internal sealed record BearerMessage(string? UserName, string Token)
{
    private const char Separator = '\u0001';
    private const string Scheme = "Bearer ";

    /// <summary>Reads <c>n,a=user,^Ahost=…^Aauth=Bearer token^A^A</c>.</summary>
    public static bool TryParseBearer(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out BearerMessage? message)
    {
        message = null;
        var text = Encoding.UTF8.GetString(octets);
        var fields = text.Split(Separator);
        var header = fields[0].Split(',');
        // RFC 5801 §4: without channel binding; a comma in a name is written =2C.
        if (header.Length != 3 || header[0] is not ("n" or "y") || header[2].Length > 0 || (header[1].Length > 0 && !header[1].StartsWith("a=", StringComparison.Ordinal)))
        {
            return false;
        }

        var user = header[1].Length == 0 ? null
            : header[1][2..].Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return TryFindToken(fields, user, out message);
    }

    /// <summary>Reads <c>user=name^Aauth=Bearer token^A^A</c>.</summary>
    public static bool TryParseXOAuth2(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out BearerMessage? message)
    {
        message = null;
        var fields = Encoding.UTF8.GetString(octets).Split(Separator);
        return fields[0].StartsWith("user=", StringComparison.Ordinal) && fields[0].Length > 5 && TryFindToken(fields, fields[0][5..], out message);
    }

    private static bool TryFindToken(string[] fields, string? user, [NotNullWhen(true)] out BearerMessage? message)
    {
        message = null;
        // Both forms end with an empty field behind the last separator.
        if (fields.Length < 4 || fields[^1].Length > 0 || fields[^2].Length > 0)
        {
            return false;
        }

        foreach (var field in fields.Skip(1))
        {
            if (field.StartsWith("auth=", StringComparison.Ordinal) && field.AsSpan(5).StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            {
                message = new BearerMessage(user, field[(5 + Scheme.Length)..].Trim());
                return message.Token.Length > 0;
            }
        }

        return false;
    }
}

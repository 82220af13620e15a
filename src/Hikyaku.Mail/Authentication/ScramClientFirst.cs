using System.Diagnostics.CodeAnalysis;

namespace Hikyaku.Mail.Authentication;

/// <summary>The client's first SCRAM message (RFC 5802 §7).</summary>
/// <param name="Header">The GS2 header with its last comma, which the final message must repeat.</param>
/// <param name="Binding">The channel binding type, or null.</param>
/// <param name="ClientThinksNone">Whether the client could bind but believes that this server cannot ("y").</param>
/// <param name="Identity">The authorization identity, or empty.</param>
/// <param name="UserName">The user name.</param>
/// <param name="Nonce">The client's nonce.</param>
/// <param name="Bare">The message without the header.</param>
internal sealed record ScramClientFirst(string Header, string? Binding, bool ClientThinksNone, string Identity, string UserName, string Nonce, string Bare)
{
    public static bool TryParse(string message, [NotNullWhen(true)] out ScramClientFirst? first)
    {
        first = null;
        var parts = message.Split(',', 3);
        if (parts is not [var flag, var identity, var bare]
            || !(flag is "n" or "y" || flag.StartsWith("p=", StringComparison.Ordinal))
            || !(identity.Length == 0 || identity.StartsWith("a=", StringComparison.Ordinal)))
        {
            return false;
        }

        // RFC 5802 §5.1: an "m=" before the name is an extension that must be understood, and none is.
        var attributes = bare.Split(',');
        if (attributes.Length < 2 || !attributes[0].StartsWith("n=", StringComparison.Ordinal) || !attributes[1].StartsWith("r=", StringComparison.Ordinal)
            || attributes[1].Length < 3 || Unescape(attributes[0][2..]) is not { Length: > 0 } userName
            || Unescape(identity.Length == 0 ? "" : identity[2..]) is not { } authorization)
        {
            return false;
        }

        var header = message[..(flag.Length + identity.Length + 2)];
        first = new ScramClientFirst(header, flag[0] == 'p' ? flag[2..] : null, flag == "y", authorization, userName, attributes[1][2..], bare);
        return true;
    }

    // RFC 5802 §5.1: "=2C" and "=3D" are the only escapes.
    private static string? Unescape(string name)
    {
        var rest = name.Replace("=2C", "", StringComparison.Ordinal).Replace("=3D", "", StringComparison.Ordinal);
        return rest.Contains('=') ? null : name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
    }
}

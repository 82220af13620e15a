using System.Buffers.Text;

namespace Hikyaku.Formats.Tokens;

/// <summary>Base64url without padding (RFC 7515 §2).</summary>
internal static class Base64UrlText
{
    public static bool TryDecode(string text, out byte[] octets)
    {
        octets = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (text.Contains('=', StringComparison.Ordinal) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, octets, out var count))
        {
            octets = [];
            return false;
        }

        octets = octets[..count];
        return true;
    }
}

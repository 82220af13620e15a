namespace Hikyaku.Formats.Passwords;

/// <summary>How the value behind a <c>{SCHEME}</c> prefix is written: Dovecot's <c>.HEX</c> and <c>.B64</c>.</summary>
internal static class PasswordEncoding
{
    public static byte[]? Hex(string text)
    {
        var octets = new byte[text.Length / 2];
        return text.Length % 2 == 0 && Convert.FromHexString(text, octets, out _, out _) == System.Buffers.OperationStatus.Done ? octets : null;
    }

    public static byte[]? Base64(string text)
    {
        var octets = new byte[(text.Length / 4 * 3) + 3];
        var padded = text.TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, octets, out var length) ? octets[..length] : null;
    }
}

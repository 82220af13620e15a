using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The argument of AUTH and the lines of its exchange (RFC 4954 §4).</summary>
public static class AuthArguments
{
    /// <summary>Cuts <c>mechanism [initial-response]</c>; blanks between them may be many, as Windows Mail sends them.</summary>
    /// <param name="argument">What follows the verb.</param>
    /// <param name="mechanism">Upper case.</param>
    /// <param name="initialResponse">The encoded response; empty when there is none.</param>
    public static bool TryParse(ReadOnlySpan<byte> argument, [NotNullWhen(true)] out string? mechanism, out ReadOnlySpan<byte> initialResponse)
    {
        var end = argument.IndexOf((byte)' ');
        var word = end < 0 ? argument : argument[..end];
        initialResponse = end < 0 ? default : argument[end..].Trim((byte)' ');
        mechanism = IsMechanism(word) ? Encoding.ASCII.GetString(word).ToUpperInvariant() : null;
        return mechanism is not null;
    }

    /// <summary>Decodes one response: base64, or an equals sign for an empty one.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, [NotNullWhen(true)] out byte[]? response)
    {
        response = [];
        text = text.Trim(" \t"u8);
        if (text.IsEmpty || text.SequenceEqual("="u8))
        {
            return true;
        }

        var octets = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        response = Base64.DecodeFromUtf8(text, octets, out var consumed, out var written) == System.Buffers.OperationStatus.Done && consumed == text.Length
            ? octets[..written] : null;
        Array.Clear(octets);
        return response is not null;
    }

    // RFC 4422 §3.1: 1 to 20 letters, digits, hyphens, underscores.
    private static bool IsMechanism(ReadOnlySpan<byte> word)
    {
        if (word.Length is 0 or > 20)
        {
            return false;
        }

        foreach (var octet in word)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet is not ((byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return true;
    }
}

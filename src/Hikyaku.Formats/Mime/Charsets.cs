using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>Finds encodings by the names that mail uses. The host registers <see cref="CodePagesEncodingProvider"/> for other than Unicode.</summary>
public static class Charsets
{
    /// <summary>The encoding of that charset; for a missing, unknown or ASCII one UTF-8, which raw Japanese text mostly is.</summary>
    public static Encoding Find(string? name) => TryFind(name, out var encoding) ? encoding : Encoding.UTF8;

    /// <summary>Finds the encoding of a charset name; false when the name is unknown.</summary>
    public static bool TryFind(string? name, out Encoding encoding)
    {
        encoding = Encoding.UTF8;
        switch (name?.Trim().ToLowerInvariant())
        {
            case null or "":
                return false;
            case "utf-8" or "utf8" or "us-ascii" or "ascii" or "ansi_x3.4-1968":
                return true;
            case "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "cp932" or "ms932" or "windows-31j" or "ms_kanji":
                return TryCodePage(932, ref encoding);
            case "iso-2022-jp" or "iso-2022-jp-ms" or "cp50220":
                return TryCodePage(50220, ref encoding);
            case "euc-jp" or "eucjp" or "x-euc-jp" or "eucjp-ms" or "cp51932":
                return TryCodePage(51932, ref encoding);
            case var other:
                return TryName(other, ref encoding);
        }
    }

    /// <summary>The encoding that raw 8-bit header octets have when they are not UTF-8: Japanese Windows, or Latin-1 where it is not there.</summary>
    internal static Encoding RawHeader
    {
        get
        {
            var encoding = Encoding.Latin1;
            TryCodePage(932, ref encoding);
            return encoding;
        }
    }

    private static bool TryCodePage(int codePage, ref Encoding encoding)
    {
        try
        {
            encoding = Encoding.GetEncoding(codePage);
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    private static bool TryName(string name, ref Encoding encoding)
    {
        try
        {
            encoding = Encoding.GetEncoding(name);
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            return false;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Storage.Sqlite;

/// <summary>One step of a schema, from a file named like 0001_first.sql.</summary>
internal sealed record Migration(int Number, string Name, string Text)
{
    /// <summary>SHA-256 of the text, so that a released migration that was edited later is noticed.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    public static Migration Parse(string fileName, string text) =>
        new(int.Parse(fileName.AsSpan(0, 4), CultureInfo.InvariantCulture), Path.GetFileNameWithoutExtension(fileName), text);
}

using Hikyaku.Formats.Maildir;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Names of folder directories: one that decodes exactly is spelt so again.</summary>
public sealed class FolderNameTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "maildir-folder";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        ".Projects.2001"u8.ToArray(),
        ".&kAFP4W4IMH8-"u8.ToArray(),
        ".Q&-A"u8.ToArray(),
        ".Q&A"u8.ToArray(),
        ".送信済み"u8.ToArray(),
        ".a..b"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        foreach (var encoding in (FolderEncoding[])[FolderEncoding.ModifiedUtf7, FolderEncoding.Utf8])
        {
            if (FolderName.Decode(input, encoding, out var exact) is { } name && exact
                && FolderName.Decode(FolderName.Encode(name, encoding), encoding, out _) != name)
            {
                throw new InvalidOperationException($"'{name}' does not read back");
            }
        }

        FolderName.Decide([input.ToArray()]);
    }
}

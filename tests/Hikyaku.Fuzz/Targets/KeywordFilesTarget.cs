using Hikyaku.Formats.Maildir;

namespace Hikyaku.Fuzz.Targets;

/// <summary>courierimapkeywords and dovecot-keywords: what was written reads back the same.</summary>
public sealed class KeywordFilesTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "keyword-files";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "$label1\nwork\n\na,S=30:0 1\nb:1\n"u8.ToArray(),
        "0 $Label1\n1 todo\n"u8.ToArray(),
        ".5.1000000002.M2P2V1I2.old"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var list = CourierKeywordList.Parse(input);
        var again = CourierKeywordList.Parse(CourierKeywordList.Write(list));
        if (list.Any(pair => pair.Value.Count > 0 && !again.GetValueOrDefault(pair.Key, []).SequenceEqual(pair.Value)))
        {
            throw new InvalidOperationException("the list does not read back");
        }

        CourierKeywordList.ParseMessage(input);
        CourierKeywordList.Classify(input);
        DovecotKeywords.Parse(input);
        MaildirSize.Parse(input);
    }
}

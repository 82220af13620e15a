using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>A folder of a Maildir++ tree.</summary>
internal sealed class SourceFolder(string name, BytePath path)
{
    /// <summary>Its name with '/' between levels; INBOX.</summary>
    public string Name => name;

    /// <summary>Where it lies.</summary>
    public BytePath Path => path;

    /// <summary>Its messages, in Courier's order.</summary>
    public List<SourceMessage> Messages { get; } = [];

    /// <summary>The live UID file, or null.</summary>
    public UidList? Uids { get; set; }

    /// <summary>Whether <see cref="Uids"/> is Dovecot's.</summary>
    public bool IsDovecot { get; set; }

    /// <summary>Keywords by base name, of Courier's files.</summary>
    public Dictionary<string, IReadOnlyList<string>> CourierKeywords { get; } = new(StringComparer.Ordinal);

    /// <summary>Keywords by letter, of dovecot-keywords.</summary>
    public string?[] LetterKeywords { get; set; } = [];

    /// <summary>The file of a message.</summary>
    public BytePath File(in SourceMessage message) => path / (message.IsNew ? "new" : "cur") / message.FileName;
}

using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>A folder of a Maildir++ tree.</summary>
internal sealed class SourceFolder(SourceDirectory directory) : IDisposable
{
    /// <summary>Its directory's name, Latin-1; "" for INBOX.</summary>
    public string Directory => directory.Directory;

    /// <summary>Its name with '/' between levels; INBOX.</summary>
    public string Name => directory.Name;

    /// <summary>How the name came about.</summary>
    public FolderNaming Naming => directory.Naming;

    /// <summary>Where it lies.</summary>
    public BytePath Path => directory.Path;

    /// <summary>Where cur/ lies, links followed.</summary>
    public BytePath Cur { get; init; } = directory.Path / "cur";

    /// <summary>Where new/ lies, links followed.</summary>
    public BytePath New { get; init; } = directory.Path / "new";

    /// <summary>Whether all its names could be read: what is not among them is gone.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>The source's UIDVALIDITY, or 0.</summary>
    public uint UidValidity => Uids?.UidValidity ?? 0;

    /// <summary>Its messages, by UID.</summary>
    public required SourceMessages Messages { get; init; }

    /// <summary>The live UID file without its entries, or null.</summary>
    public UidList? Uids { get; set; }

    /// <summary>Whether <see cref="Uids"/> says what POP3 calls a message, or where it stands there.</summary>
    public bool HasPop3 { get; set; }

    /// <summary>Whether <see cref="Uids"/> says what POP3 calls a message.</summary>
    public bool HasPop3Uidl { get; set; }

    /// <summary>Whether <see cref="Uids"/> is Dovecot's.</summary>
    public bool IsDovecot { get; set; }

    /// <summary>Keywords by base name, of Courier's files.</summary>
    public Dictionary<string, IReadOnlyList<string>> CourierKeywords { get; } = new(StringComparer.Ordinal);

    /// <summary>Keywords by letter, of dovecot-keywords.</summary>
    public string?[] LetterKeywords { get; set; } = [];

    /// <summary>The file of a message.</summary>
    public BytePath File(in SourceMessage message) => (message.IsNew ? New : Cur) / message.FileName;

    /// <inheritdoc/>
    public void Dispose() => Messages.Dispose();
}

namespace Hikyaku.Formats.Maildir;

/// <summary>How folder names are spelt on disk.</summary>
public enum FolderEncoding
{
    /// <summary>Modified UTF-7 (RFC 3501 §5.1.3): Courier before 5.0, Dovecot, vpopmail's tools.</summary>
    ModifiedUtf7,

    /// <summary>UTF-8: Courier from 5.0.</summary>
    Utf8,
}

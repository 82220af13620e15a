namespace Hikyaku.Mail.Directory;

/// <summary>How IMAP shows the names of an account's mailboxes, so that a client of the former server finds its folders again.</summary>
public enum NamespaceStyle
{
    /// <summary>No prefix, separator "/".</summary>
    Slash,

    /// <summary>Prefix "INBOX.", separator ".", as Courier shows them.</summary>
    Courier,

    /// <summary>No prefix, separator ".".</summary>
    Dot,
}

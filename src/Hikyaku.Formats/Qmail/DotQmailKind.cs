namespace Hikyaku.Formats.Qmail;

/// <summary>What a line of a dot-qmail file does.</summary>
public enum DotQmailKind
{
    /// <summary>Nothing.</summary>
    Comment,

    /// <summary>Forwards to an address.</summary>
    Forward,

    /// <summary>Delivers into a Maildir.</summary>
    Maildir,

    /// <summary>Delivers into an mbox.</summary>
    Mbox,

    /// <summary>Runs a program.</summary>
    Program,

    /// <summary>Would defer or be ignored: a first line that is blank, an unknown "+" word, delivery lines after "+list".</summary>
    Invalid,
}

namespace Hikyaku.Protocols.Imap;

/// <summary>The states of a session (RFC 9051 §3); as flags, those in which a command is allowed.</summary>
[Flags]
internal enum ImapState
{
    None = 0,
    NotAuthenticated = 1,
    Authenticated = 2,
    Selected = 4,
    SignedIn = Authenticated | Selected,
    Any = NotAuthenticated | SignedIn,
}

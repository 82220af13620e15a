namespace Hikyaku.Protocols.Imap;

/// <summary>One line of the command table.</summary>
/// <param name="States">Where the command is allowed.</param>
/// <param name="Run">Answers it.</param>
internal sealed record CommandRule(ImapState States, Func<ImapSession, ImapCommand, ValueTask<ImapReply>> Run)
{
    /// <summary>The command exists with the UID prefix.</summary>
    public bool HasUid { get; init; }

    /// <summary>EXPUNGE responses may be sent with its answer (RFC 9051 §7.5.1: not for FETCH, STORE and SEARCH by sequence number).</summary>
    public bool MayExpunge { get; init; } = true;

    /// <summary>The command takes no arguments.</summary>
    public bool IsBare { get; init; }
}

namespace Hikyaku.Mail.Routing;

/// <summary>Why mail for a recipient goes to another server.</summary>
public enum RemoteReason
{
    /// <summary>Its domain has nothing to do with this server: whoever asks for that relays.</summary>
    Foreign,

    /// <summary>Its domain is served here, but its mail still goes to its old host.</summary>
    OldHost,

    /// <summary>This server is a backup of its domain.</summary>
    BackupMx,
}

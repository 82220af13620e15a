namespace Hikyaku.Mail.Store.Units;

/// <summary>Where the octets of a new message come from.</summary>
public enum MessageSource
{
    /// <summary>Its file is there already.</summary>
    File,

    /// <summary>A content of the journal batch.</summary>
    Batch,

    /// <summary>Another message of the account.</summary>
    Message,
}

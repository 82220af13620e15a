using System.Runtime.InteropServices;

namespace Hikyaku.Mail.Store;

/// <summary>What an account occupies: octets and messages over all mailboxes.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuotaUsage(long Bytes, long Messages)
{
    /// <summary>Whether that much more fits below the limits, of which 0 means none.</summary>
    public bool HasRoom(long bytes, long messages, long quotaBytes, long quotaMessages) =>
        (quotaBytes <= 0 || Bytes + bytes <= quotaBytes) && (quotaMessages <= 0 || Messages + messages <= quotaMessages);
}

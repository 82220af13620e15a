namespace Hikyaku.Mail.Reports;

/// <summary>What happened to a recipient (RFC 3464 §2.3.3).</summary>
public enum ReportAction
{
    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Still tried.</summary>
    Delayed,

    /// <summary>In the mailbox.</summary>
    Delivered,

    /// <summary>Handed to a host that gives no reports.</summary>
    Relayed,

    /// <summary>Handed to the several addresses that it stands for; what becomes of those is not told.</summary>
    Expanded,
}

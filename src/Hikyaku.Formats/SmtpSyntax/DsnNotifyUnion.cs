namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>What two senders of one copy want to be told.</summary>
public static class DsnNotifyUnion
{
    /// <summary>The wishes of both (RFC 3461 §4.1): NEVER gives way, and no wish stands for failures and delays.</summary>
    public static DsnNotify Or(this DsnNotify first, DsnNotify second) => (first, second) switch
    {
        (DsnNotify.Never, _) => second,
        (_, DsnNotify.Never) => first,
        (DsnNotify.Unspecified, DsnNotify.Unspecified) => DsnNotify.Unspecified,
        _ => Explicit(first) | Explicit(second),
    };

    private static DsnNotify Explicit(DsnNotify notify) => notify == DsnNotify.Unspecified ? DsnNotify.Failure | DsnNotify.Delay : notify;
}

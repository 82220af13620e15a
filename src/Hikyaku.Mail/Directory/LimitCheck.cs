using System.Globalization;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Directory;

/// <summary>Compares what a domain would hold with what it may hold; an import takes over what is there, whatever the limits say.</summary>
internal static class LimitCheck
{
    public static DirectoryRefusal? Accounts(EditContext edit, Domain domain) =>
        Count(edit, domain, "accounts", domain.Limits.Accounts, usage => usage.Accounts);

    public static DirectoryRefusal? Aliases(EditContext edit, Domain domain) =>
        Count(edit, domain, "aliases", domain.Limits.Aliases, usage => usage.Aliases);

    public static DirectoryRefusal? Forwards(EditContext edit, Domain domain) =>
        Count(edit, domain, "forwards", domain.Limits.Forwards, usage => usage.Forwards);

    public static DirectoryRefusal? MailingLists(EditContext edit, Domain domain) =>
        Count(edit, domain, "mailing lists", domain.Limits.MailingLists, usage => usage.MailingLists);

    public static DirectoryRefusal? Autoresponders(EditContext edit, Domain domain) =>
        Count(edit, domain, "autoresponders", domain.Limits.Autoresponders, usage => usage.Autoresponders);

    /// <summary>Whether quotas may change by replacing <paramref name="before"/> (0 for a new account) by <paramref name="after"/>.</summary>
    public static DirectoryRefusal? Quota(EditContext edit, Domain domain, (long Bytes, long Messages) before, (long Bytes, long Messages) after)
    {
        if (after.Bytes < 0 || after.Messages < 0)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.BadQuota, Math.Min(after.Bytes, after.Messages).ToString(CultureInfo.InvariantCulture));
        }

        if (edit.Actor.IsImport || domain.Limits is { QuotaBytes: null, QuotaMessages: null })
        {
            return null;
        }

        var usage = edit.Writer.Usage(domain.Id);
        return Sum(domain, "octets of quota", domain.Limits.QuotaBytes, usage.QuotaBytes, before.Bytes, after.Bytes)
            ?? Sum(domain, "messages of quota", domain.Limits.QuotaMessages, usage.QuotaMessages, before.Messages, after.Messages);
    }

    private static DirectoryRefusal? Sum(Domain domain, string what, long? limit, long used, long before, long after)
    {
        if (limit is not { } most || before == after)
        {
            return null;
        }

        var text = most.ToString(CultureInfo.InvariantCulture);
        if (after == 0)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.QuotaRequired, DomainName.ToUnicode(domain.Name), text);
        }

        return after > before && after > most - (used - before)
            ? new DirectoryRefusal(DirectoryRefusalReason.OverLimit, DomainName.ToUnicode(domain.Name), what, text)
            : null;
    }

    private static DirectoryRefusal? Count(EditContext edit, Domain domain, string what, int? limit, Func<DomainUsage, int> used) =>
        limit is { } most && !edit.Actor.IsImport && used(edit.Writer.Usage(domain.Id)) >= most
            ? new DirectoryRefusal(DirectoryRefusalReason.OverLimit, DomainName.ToUnicode(domain.Name), what, most.ToString(CultureInfo.InvariantCulture))
            : null;
}

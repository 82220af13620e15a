using Hikyaku.Formats.Passwords;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>What an account is, for a report: all that is not the usual, or some fields of it.</summary>
internal static class AccountWords
{
    /// <summary>All that is worth telling of a new account.</summary>
    public static IEnumerable<ReportDetail> All(NewAccount account, bool isAdministrator)
    {
        var fields = AccountFields.Of(account, isAdministrator);
        return Of(account, isAdministrator, fields.Where(field => field.Key == AccountFields.Password || field.Value != AccountFields.Initial[field.Key])
            .Select(field => field.Key).Where(field => field is not (AccountFields.Name or AccountFields.Namespace)).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Some fields as they are at the source.</summary>
    public static IEnumerable<ReportDetail> Of(NewAccount account, bool isAdministrator, IReadOnlySet<string> fields)
    {
        if (fields.Contains(AccountFields.Password))
        {
            yield return Password(account.PasswordHash);
        }

        if (fields.Contains(AccountFields.Name))
        {
            yield return new ReportDetail("Name", account.Name);
        }

        if (fields.Contains(AccountFields.QuotaBytes))
        {
            yield return account.QuotaBytes is > 0 and var bytes ? new ReportDetail("QuotaBytes", Figures.Size(bytes)) : new ReportDetail("NoQuotaBytes");
        }

        if (fields.Contains(AccountFields.QuotaMessages))
        {
            yield return account.QuotaMessages is > 0 and var messages ? new ReportDetail("QuotaMessages", Figures.Number(messages)) : new ReportDetail("NoQuotaMessages");
        }

        foreach (var service in Services(account.Services, fields))
        {
            yield return service;
        }

        if (fields.Contains(AccountFields.State))
        {
            yield return new ReportDetail("State." + account.State);
        }

        if (fields.Contains(AccountFields.MayChangePassword))
        {
            yield return new ReportDetail(account.MayChangePassword ? "PasswordFree" : "PasswordFixed");
        }

        if (fields.Contains(AccountFields.Forward))
        {
            yield return Forward(account.Forward);
        }

        if (fields.Contains(AccountFields.Namespace))
        {
            yield return new ReportDetail("Namespace." + account.Namespace);
        }

        if (fields.Contains(AccountFields.Administrator))
        {
            yield return new ReportDetail(isAdministrator ? "Administrator" : "NoAdministrator");
        }
    }

    /// <summary>Why nobody can sign in with a stored password; nothing of it is told.</summary>
    public static ReportDetail HashProblem(string stored) => stored switch
    {
        { Length: > 1024 } => new ReportDetail("Hash.Long"),
        ['{', ..] when !stored.Contains('}') => new ReportDetail("Hash.Brace"),
        ['{', ..] => new ReportDetail("Hash.Scheme", stored[1..stored.IndexOf('}')]),
        ['*' or '!', ..] => new ReportDetail("Hash.Locked"),
        ['$', ..] => new ReportDetail("Hash.Crypt"),
        _ => new ReportDetail("Hash.Unknown"),
    };

    /// <summary>Services by the names that commands use.</summary>
    public static string Names(IEnumerable<Services> services) => string.Join(", ", services.Select(service => service.ToString().ToLowerInvariant()));

    private static IEnumerable<ReportDetail> Services(Services services, IReadOnlySet<string> fields)
    {
        var named = AccountFields.EachService.Where(service => fields.Contains(AccountFields.Service + service)).ToList();
        if (named.Where(service => !services.HasFlag(service)).ToList() is { Count: > 0 } off)
        {
            yield return new ReportDetail("ServicesOff", Names(off));
        }

        if (named.Where(service => services.HasFlag(service)).ToList() is { Count: > 0 } on)
        {
            yield return new ReportDetail("ServicesOn", Names(on));
        }
    }

    private static ReportDetail Password(string hash) =>
        hash.Length == 0 ? new ReportDetail("NoPassword")
        : PasswordHash.TryParse(hash, out var read, out _) ? new ReportDetail("Password", read.Kind)
        : new ReportDetail("PasswordUnusable");

    private static ReportDetail Forward(Forward? forward) => forward switch
    {
        null => new ReportDetail("NoForward"),
        { Targets.Length: 0, KeepCopy: false } => new ReportDetail("ForwardDrop"),
        { KeepCopy: true } => new ReportDetail("ForwardCopy", string.Join(", ", forward.Targets)),
        _ => new ReportDetail("ForwardOnly", string.Join(", ", forward.Targets)),
    };
}

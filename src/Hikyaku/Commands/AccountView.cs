using System.Globalization;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Commands;

/// <summary>Everything about one account.</summary>
internal sealed record AccountView(Account Account, QuotaUsage Used, IReadOnlyList<string> Administers, IReadOnlyList<SignIn> SignIns)
{
    public static AccountView Of(IDirectoryReader reader, Account account, QuotaUsage used) => new(
        account,
        used,
        [.. reader.Grants(account.Id).Select(grant => grant.Domain is { } id ? DomainName.ToUnicode(reader.GetDomain(id)!.Name) : "*")],
        reader.SignIns(account.Id));

    public object Json() => new
    {
        Account = CommandViews.Json(Account),
        Used = new { Used.Bytes, Used.Messages },
        Administers,
        SignIns = SignIns.Select(signIn => new { Protocol = signIn.Protocol.ToString().ToLowerInvariant(), signIn.At, Address = signIn.Address.ToString() }),
    };

    public void Write(CommandContext context) => context.WriteFacts(
    [
        ("Address", Account.Address),
        ("Name", Account.Name),
        ("State", CommandViews.StateShown(Account.State)),
        ("Password", CommandViews.YesNo(Account.PasswordHash.Length > 0)),
        ("MayChangePassword", CommandViews.YesNo(Account.MayChangePassword)),
        ("Quota", CommandViews.Quota(Account.QuotaBytes, true)),
        ("QuotaMessages", CommandViews.Quota(Account.QuotaMessages, false)),
        ("UsedBytes", Used.Bytes.ToString("N0", CultureInfo.InvariantCulture)),
        ("UsedMessages", Used.Messages.ToString("N0", CultureInfo.InvariantCulture)),
        ("Services", string.Join(' ', CommandParts.Names(Account.Services))),
        ("Forward", CommandViews.ForwardText(Account.Forward)),
        ("Namespace", Account.Namespace.ToString().ToLowerInvariant()),
        ("Language", Account.Language ?? ""),
        ("Administers", string.Join(' ', Administers)),
        ("Created", Account.Created.ToString("u", CultureInfo.InvariantCulture)),
        .. SignIns.Select(signIn => (
            "LastSignIn",
            $"{signIn.Protocol.ToString().ToLowerInvariant()} {signIn.At.ToString("u", CultureInfo.InvariantCulture)} {signIn.Address}")),
    ]);
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>What the directory holds, in the words of the ledger.</summary>
internal static class SeenDirectory
{
    public static async Task<IReadOnlyList<string>> Notes(Hikyaku.Mail.Directory.Directory directory)
    {
        var stop = TestContext.Current.CancellationToken;
        var notes = new List<string>();
        foreach (var domain in (await directory.Domains(stop)).Where(domain => domain.Name != "example.test"))
        {
            var catchAll = domain.CatchAll switch
            {
                CatchAll.ToAccount to => (await directory.GetAccount(to.Account, stop))!.Address,
                CatchAll.ToAddress to => to.Target,
                var other => other.GetType().Name,
            };
            notes.Add($"domain {domain.Name} aliases={string.Join(',', domain.AliasDomains.Order(StringComparer.Ordinal))} catch={catchAll} limits={Limits(domain.Limits)}");
            await foreach (var account in directory.Accounts(domain.Id, stop))
            {
                var isAdministrator = await directory.Read(reader => reader.Grants(account.Id).Any(grant => grant.Domain == domain.Id), stop);
                notes.Add(Account(account, domain, isAdministrator));
            }

            await foreach (var alias in directory.Aliases(domain.Id, stop))
            {
                notes.Add(Note.Alias(alias.Address, alias.Targets));
            }

            notes.AddRange(await directory.Read(reader => Data(reader, domain.Id).ToList(), stop));
        }

        return notes;
    }

    private static IEnumerable<string> Data(IDirectoryReader reader, DomainId domain) =>
        reader.MailingLists(domain).Select(list => List(list, reader.ListMembers(list.Id))).Concat(reader.Autoresponders(domain).Select(Reply));

    private static string Account(Account account, Domain domain, bool isAdministrator)
    {
        var off = Enum.GetValues<Services>().Where(service => int.PopCount((int)service) == 1 && ((account.Services & ~domain.DisabledServices) & service) == Services.None);
        var forward = account.Forward is { } to ? $"{string.Join(' ', to.Targets.Order(StringComparer.Ordinal))} keep={to.KeepCopy}" : "-";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"account {account.Address} '{account.Name}' {account.PasswordHash} quota={account.QuotaBytes}/{account.QuotaMessages} off={string.Join(',', off.Select(service => service.ToString()).Order(StringComparer.Ordinal))} {account.State} change={account.MayChangePassword} admin={isAdministrator} forward={forward}");
    }

    private static string Limits(DomainLimits limits)
    {
        if (limits == DomainLimits.Unlimited)
        {
            return "";
        }

        return limits is { Aliases: null, Forwards: null, MailingLists: null, QuotaBytes: null }
            ? string.Create(CultureInfo.InvariantCulture, $"accounts={limits.Accounts}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"accounts={limits.Accounts} aliases={limits.Aliases} forwards={limits.Forwards} replies={limits.Autoresponders} lists={limits.MailingLists} bytes={limits.QuotaBytes} messages={limits.QuotaMessages} default={limits.DefaultQuotaBytes}/{limits.DefaultQuotaMessages}");
    }

    private static string Reply(Autoresponder reply) => reply.IsActive
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"reply {reply.Address} {(long)reply.Period.TotalSeconds} {reply.MaxReplies} {reply.QuotesOriginal} {Encoding.UTF8.GetString(reply.Message.Span).Replace('\n', '|')}")
        : $"waits {reply.Address}";

    private static string List(MailingList list, IReadOnlyList<ListMember> members)
    {
        using var options = JsonDocument.Parse(list.Options);
        var words = options.RootElement.EnumerateObject()
            .Select(option => option.Value.ValueKind == JsonValueKind.String ? $"{option.Name}={option.Value.GetString()}" : option.Name).Order(StringComparer.Ordinal);
        var texts = list.Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key}={text.Value.Replace('\n', '|')}");
        return $"list {list.Address} owner={list.Owner} {string.Join(',', words)} {string.Join(' ', members.Select(member => $"{member.Role}:{member.Address}").Order(StringComparer.Ordinal))} {string.Join(' ', texts)}";
    }
}

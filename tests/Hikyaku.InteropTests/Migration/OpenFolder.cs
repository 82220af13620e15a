using System.Globalization;
using Hikyaku.Hosting;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A data folder opened in this process.</summary>
internal sealed class OpenFolder : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OpenFolder(ServiceProvider services) => _services = services;

    public static Task<OpenFolder> At(string folder) => Of(Configuration.Default(folder));

    public static async Task<OpenFolder> Of(Configuration configuration)
    {
        System.IO.Directory.CreateDirectory(configuration.DataFolder);
        var services = new ServiceCollection().AddHikyaku(configuration).AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)).BuildServiceProvider();
        await services.GetRequiredService<StoreLifetime>().Start(TestContext.Current.CancellationToken);
        return new OpenFolder(services);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<MigrationReport> Import(ImportSource source, ImportOptions? options = null, CancellationToken? cancellation = null)
    {
        var report = new MigrationReport { IsDryRun = options?.DryRun == true };
        await Get<VpopmailImport>().Run(
            source, options ?? new ImportOptions(), new ImportProgress(TimeProvider.System), report, cancellation ?? TestContext.Current.CancellationToken);
        return report;
    }

    /// <summary>An account's mail as text, one line each mailbox and message.</summary>
    public async Task<string> Mail(string address)
    {
        var stop = TestContext.Current.CancellationToken;
        var account = await Get<Hikyaku.Mail.Directory.Directory>().FindAccount(address, stop) ?? throw new InvalidOperationException(address);
        var mail = await Get<Mailstore>().Open(account.Id, stop);
        var uidls = (await mail.Pop3(stop)).Messages.Select((message, at) => (message.Uid, $"{at + 1} {message.Uidl}")).ToDictionary(x => x.Uid, x => x.Item2);
        var lines = new List<string>();
        foreach (var mailbox in mail.Mailboxes.Where(mailbox => mailbox.Exists > 0).OrderBy(mailbox => mailbox.Name, StringComparer.Ordinal))
        {
            lines.Add($"[{mailbox.Name} {mailbox.UidValidity} {mailbox.UidNext} {mailbox.SpecialUse}]");
            var index = (await mail.Index(mailbox.Id, stop))!;
            foreach (var uid in index.Uids())
            {
                index.TryGet(uid, out var entry);
                using var reader = (await mail.OpenMessage(mailbox.Id, uid, stop))!;
                var octets = new byte[reader.Length];
                _ = reader.Read(octets, 0);
                var text = System.Text.Encoding.Latin1.GetString(octets).Replace("\r\n", "|", StringComparison.Ordinal);
                var uidl = mailbox.Name == "INBOX" ? uidls[uid] : "";
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{uid} {entry.Flags} ({string.Join(' ', entry.Keywords)}) {entry.InternalDate.ToUnixTimeSeconds()} <{uidl}> {text}"));
            }
        }

        lines.Add("subscribed " + string.Join(", ", mail.Subscriptions.Order(StringComparer.Ordinal)));
        return string.Join('\n', lines);
    }

    /// <summary>The whole directory as text.</summary>
    public async Task<string> Directory()
    {
        var stop = TestContext.Current.CancellationToken;
        var directory = Get<Hikyaku.Mail.Directory.Directory>();
        var lines = new List<string>();
        foreach (var domain in await directory.Domains(stop))
        {
            var catchAll = domain.CatchAll is CatchAll.ToAccount to ? (await directory.GetAccount(to.Account, stop))!.Address : domain.CatchAll.ToString();
            lines.Add($"{domain.Name} aliases={string.Join(',', domain.AliasDomains)} catch={catchAll} {domain.Limits} off={domain.DisabledServices}");
            var administrators = await directory.Read(reader => reader.Grants(null).Where(grant => grant.Domain == domain.Id).Select(grant => grant.Account).ToHashSet(), stop);
            await foreach (var account in directory.Accounts(domain.Id, stop))
            {
                var forward = account.Forward is { } f ? $"{string.Join(',', f.Targets)} keep={f.KeepCopy}" : "-";
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {account.Address} '{account.Name}' {account.PasswordHash} {account.QuotaBytes}/{account.QuotaMessages} {account.Services} {account.State} change={account.MayChangePassword} {account.Namespace} forward={forward} admin={administrators.Contains(account.Id)}"));
            }

            await foreach (var alias in directory.Aliases(domain.Id, stop))
            {
                lines.Add($"  alias {alias.Address} -> {string.Join(',', alias.Targets)}");
            }

            await directory.Read(
                reader =>
                {
                    lines.AddRange(reader.MailingLists(domain.Id).Select(list =>
                        $"  list {list.Address} owner={list.Owner} {list.Options} {string.Join(' ', reader.ListMembers(list.Id).Select(m => $"{m.Role}:{m.Address}").Order(StringComparer.Ordinal))}"));
                    lines.AddRange(reader.Autoresponders(domain.Id).Select(reply =>
                        $"  reply {reply.Address} {reply.Period} {reply.MaxReplies} {System.Text.Encoding.UTF8.GetString(reply.Message.Span).Replace('\n', '|')}"));
                    return 0;
                },
                stop);
        }

        return string.Join('\n', lines);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

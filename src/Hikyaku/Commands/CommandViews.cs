using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;
using Spectre.Console;

namespace Hikyaku.Commands;

/// <summary>Records of the directory as operators and programs read them; a password hash is never among them.</summary>
internal static class CommandViews
{
    public static object Json(Domain domain) => new
    {
        domain.Name,
        UnicodeName = DomainName.ToUnicode(domain.Name),
        domain.AliasDomains,
        CatchAll = CatchAllText(domain.CatchAll),
        domain.Limits,
        DisabledServices = CommandParts.Names(domain.DisabledServices),
        domain.ReplaceHashes,
        domain.SubAddressSeparator,
        domain.IsActive,
        domain.IsLive,
    };

    public static object Json(Account account) => new
    {
        Id = account.Id.Value,
        account.Address,
        account.Name,
        HasPassword = account.PasswordHash.Length > 0,
        account.QuotaBytes,
        account.QuotaMessages,
        Services = CommandParts.Names(account.Services),
        State = StateText(account.State),
        account.MayChangePassword,
        account.Forward,
        Namespace = account.Namespace.ToString().ToLowerInvariant(),
        account.Language,
        account.Created,
        account.IsAdministrator,
    };

    public static object Json(Alias alias) => new { alias.Address, alias.Targets };

    public static string StateText(AccountState state) => state switch
    {
        AccountState.Suspended => "suspended",
        AccountState.NoInbound => "no-inbound",
        _ => "active",
    };

    public static string CatchAllText(CatchAll catchAll) => catchAll switch
    {
        CatchAll.ToAddress to => to.Target,
        CatchAll.ToAccount to => $"account:{to.Account.Value}",
        CatchAll.Discard => "discard",
        _ => "refuse",
    };

    /// <summary>The state as people read it; programs read <see cref="StateText"/>.</summary>
    public static string StateShown(AccountState state) => CommandMessages.Get(state switch
    {
        AccountState.Suspended => "StateSuspended",
        AccountState.NoInbound => "StateNoInbound",
        _ => "StateActive",
    });

    /// <summary>The catch-all as people read it; programs read <see cref="CatchAllText"/>.</summary>
    public static string CatchAllShown(string text) => text switch
    {
        "refuse" => CommandMessages.Get("CatchAllRefuse"),
        "discard" => CommandMessages.Get("CatchAllDiscard"),
        _ => text,
    };

    public static string YesNo(bool value) => CommandMessages.Get(value ? "YesWord" : "NoWord");

    /// <summary>A quota; 0 is none.</summary>
    public static string Quota(long most, bool isSize) => Limit(most == 0 ? null : most, isSize);

    public static string Limit(long? limit, bool isSize) => limit is not { } most ? CommandMessages.Get("NoLimit")
        : most == 0 ? "0"
        : isSize ? ByteSize.Format(most) : most.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string ForwardText(Forward? forward) => forward switch
    {
        null => "",
        { Targets.IsEmpty: true, KeepCopy: false } => "discard",
        _ => string.Join(", ", forward.Targets) + (forward.KeepCopy ? " (+)" : ""),
    };

    /// <summary>Writes rows under headings; the headings are keys of texts.</summary>
    public static void WriteTable(this CommandContext context, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(CommandMessages.Get(heading))).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        context.CreateConsole().Write(table);
    }

    /// <summary>Writes names and values below each other; the names are keys of texts.</summary>
    public static void WriteFacts(this CommandContext context, IEnumerable<(string Name, string Value)> facts)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in facts)
        {
            grid.AddRow(new Text(CommandMessages.Get(name)), new Text(value));
        }

        context.CreateConsole().Write(grid);
    }
}

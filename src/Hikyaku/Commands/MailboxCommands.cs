using System.CommandLine;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku mailbox …</c></summary>
internal static class MailboxCommands
{
    private const string Address = "ADDRESS";
    private const string Name = "MAILBOX";
    private const string Who = "WHO";
    private const string Letters = "RIGHTS";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "mailbox",
        "MailboxGroup",
        CommandParts.New("list", "MailboxList", Owner()).Does(runner, List),
        CommandParts.New("add", "MailboxAdd", Owner(), Mailbox()).Does(runner, Add),
        CommandParts.New("rights", "MailboxRights", Owner(), Mailbox()).Does(runner, Rights),
        CommandParts.New("share", "MailboxShare", Owner(), Mailbox(), Grantee(), CommandParts.Word(Letters, "MailboxRightsArgument")).Does(runner, Share),
        CommandParts.New("unshare", "MailboxUnshare", Owner(), Mailbox(), Grantee()).Does(runner, (context, parsed) => Change(context, parsed, MailboxRights.None)));

    private static Argument<string> Owner() => CommandParts.Word(Address, "MailboxOwnerArgument");

    private static Argument<string> Mailbox() => CommandParts.Word(Name, "MailboxNameArgument");

    private static Argument<string> Grantee() => CommandParts.Word(Who, "MailboxWhoArgument");

    private static async Task<int> List(CommandContext context, ParseResult parsed)
    {
        if (await AccountCommands.Find(context, parsed.GetRequiredValue<string>(Address)) is not { } owner)
        {
            return 1;
        }

        var mail = await context.Get<Mailstore>().Open(owner.Id, context.Cancellation);
        var rows = new List<(MailboxInfo Info, string SharedWith)>();
        foreach (var info in mail.Mailboxes)
        {
            rows.Add((info, string.Join(", ", (await Named(context, mail, info)).Select(one => $"{one.Who} {one.Rights}"))));
        }

        if (context.Json)
        {
            context.WriteJson(rows.Select(row => new { row.Info.Name, row.Info.SpecialUse, Messages = row.Info.Exists, row.Info.Unseen, row.Info.Bytes, row.SharedWith }));
        }
        else
        {
            context.WriteTable(
                ["Mailbox", "MailboxMessages", "MailboxSharedWith"],
                rows.Select(row => (IReadOnlyList<string>)[row.Info.Name, row.Info.Exists.ToString(context.Culture), row.SharedWith]));
        }

        return 0;
    }

    private static async Task<int> Add(CommandContext context, ParseResult parsed)
    {
        if (await AccountCommands.Find(context, parsed.GetRequiredValue<string>(Address)) is not { } owner)
        {
            return 1;
        }

        var name = parsed.GetRequiredValue<string>(Name);
        var mail = await context.Get<Mailstore>().Open(owner.Id, context.Cancellation);
        if (await mail.Create(name, SpecialUse.None, context.Cancellation) is MailboxResult.Refused refused)
        {
            var why = refused.Reason switch
            {
                MailboxRefusal.AlreadyExists => "MailboxRefusedAlreadyExists",
                MailboxRefusal.TooMany => "MailboxRefusedTooMany",
                _ => "MailboxRefusedBadName",
            };
            return context.Refuse(CommandMessages.Get(why, name));
        }

        return Say(context, new { owner.Address, Mailbox = name }, CommandMessages.Get("MailboxAdded", name, owner.Address));
    }

    private static async Task<int> Rights(CommandContext context, ParseResult parsed)
    {
        if (await Find(context, parsed) is not { } found)
        {
            return 1;
        }

        var rows = await Named(context, found.Mail, found.Info);
        if (context.Json)
        {
            context.WriteJson(rows.Select(row => new { row.Who, row.Rights }));
        }
        else
        {
            context.WriteTable(["MailboxWho", "MailboxRightsColumn"], rows.Select(row => (IReadOnlyList<string>)[row.Who, row.Rights]));
        }

        return 0;
    }

    private static Task<int> Share(CommandContext context, ParseResult parsed) =>
        RightsText.TryParse(parsed.GetRequiredValue<string>(Letters), out var rights) && rights != MailboxRights.None
            ? Change(context, parsed, rights)
            : Task.FromResult(CommandLine.Misused(context, parsed, CommandMessages.Get("MailboxBadRights", parsed.GetRequiredValue<string>(Letters))));

    private static async Task<int> Change(CommandContext context, ParseResult parsed, MailboxRights rights)
    {
        if (await Find(context, parsed) is not { } found)
        {
            return 1;
        }

        var (sharing, who) = (context.Get<Sharing>(), parsed.GetRequiredValue<string>(Who));
        if (await sharing.Find(who, found.Owner, context.Cancellation) is not { } grantee || grantee.Account == found.Owner.Id)
        {
            return context.Refuse(CommandMessages.Get("MailboxBadWho", who));
        }

        if (!await sharing.SetRights(found.Owner, found.Mail, found.Info, grantee, rights, context.Actor, context.Cancellation))
        {
            return context.Refuse(CommandMessages.Get("MailboxTooMany", found.Info.Name));
        }

        var (name, text) = (await sharing.NameOf(grantee, context.Cancellation), RightsText.Format(rights));
        return Say(
            context,
            new { found.Owner.Address, Mailbox = found.Info.Name, Who = name, Rights = text },
            CommandMessages.Get(rights == MailboxRights.None ? "MailboxUnshared" : "MailboxShared", found.Info.Name, found.Owner.Address, name, text));
    }

    private static async Task<(Account Owner, MailAccount Mail, MailboxInfo Info)?> Find(CommandContext context, ParseResult parsed)
    {
        if (await AccountCommands.Find(context, parsed.GetRequiredValue<string>(Address)) is not { } owner)
        {
            return null;
        }

        var name = parsed.GetRequiredValue<string>(Name);
        var mail = await context.Get<Mailstore>().Open(owner.Id, context.Cancellation);
        if (mail.Find(name) is { } info)
        {
            return (owner, mail, info);
        }

        context.Refuse(CommandMessages.Get("MailboxUnknown", name, owner.Address));
        return null;
    }

    private static async Task<List<(string Who, string Rights)>> Named(CommandContext context, MailAccount mail, MailboxInfo info)
    {
        var named = new List<(string Who, string Rights)>();
        foreach (var (grantee, rights) in mail.Rights(info.Id))
        {
            if (await context.Get<Sharing>().NameOf(grantee, context.Cancellation) is { } who)
            {
                named.Add((who, RightsText.Format(rights)));
            }
        }

        named.Sort((one, other) => string.CompareOrdinal(one.Who, other.Who));
        return named;
    }

    private static int Say(CommandContext context, object json, string text)
    {
        if (context.Json)
        {
            context.WriteJson(json);
        }
        else
        {
            context.Out.WriteLine(text);
        }

        return 0;
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hikyaku.Formats.Ezmlm;
using Hikyaku.Mail.Lists;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Writes a list for ezmlm-idx: its directory, and the dot-qmail links that lead to it.</summary>
internal sealed class ListExport
{
    private readonly string _name;
    private readonly string _domain;
    private readonly BytePath _domainFolder;
    private readonly string _oldFolder;
    private readonly BytePath _folder;
    private readonly MailingList _list;
    private readonly Dictionary<string, string?> _options;

    /// <summary>Takes the list, and where the domain's directory lies here and on the old host.</summary>
    public ListExport(MailingList list, BytePath domainFolder, string oldDomainFolder)
    {
        var at = list.Address.LastIndexOf('@');
        (_name, _domain) = (list.Address[..at], list.Address[(at + 1)..]);
        (_list, _domainFolder, _oldFolder) = (list, domainFolder, $"{oldDomainFolder}/{_name}");
        _folder = domainFolder / BytePath.FromUtf8(_name).Text;
        using var options = JsonDocument.Parse(list.Options);
        _options = options.RootElement.EnumerateObject().Where(option => option.Name.Length > 0 && option.Name.All(char.IsAsciiLetterLower)).ToDictionary(
            option => option.Name, option => option.Value.ValueKind == JsonValueKind.String ? option.Value.GetString() : null, StringComparer.Ordinal);
    }

    /// <summary>Writes all of it; the archive is not kept here, so it is not written.</summary>
    public void Write(IReadOnlyList<ListMember> members)
    {
        foreach (var folder in (string[])["text", "subscribers", "archive", "bounce", "allow/subscribers", "mod/subscribers", "mod/pending", "mod/accepted", "mod/rejected", "mod/unconfirmed"])
        {
            ByteOutput.MakeFolders(_folder / folder);
        }

        Members(members);
        foreach (var (text, content) in _list.Texts)
        {
            Put("text/" + BytePath.FromUtf8(text).Text, content);
        }

        foreach (var (option, value) in _options.Where(option => option.Key != "trailer"))
        {
            Put(option, value is null ? "" : value + "\n");
        }

        Files();
        Links();
    }

    private bool Has(string option) => _options.ContainsKey(option);

    private void Members(IReadOnlyList<ListMember> members)
    {
        foreach (var group in members.GroupBy(member => (member.Role, File: SubscriberFile.FileName(member.Address))))
        {
            var part = group.Key.Role switch { ListRole.Digest => "digest/", ListRole.Moderator => "mod/", ListRole.Allow => "allow/", ListRole.Deny => "deny/", _ => "" };
            ByteOutput.MakeFolders(_folder / (part + "subscribers"));
            Put($"{part}subscribers/{group.Key.File}", string.Concat(group.Select(member => $"T{member.Address}\0")));
        }
    }

    private void Files()
    {
        Put("owner", _list.Owner.Length > 0 ? _list.Owner + "\n" : $"{_oldFolder}/Mailbox\n");
        Put("lock", "");
        Put("lockbounce", "");

        // Only cookies of requests that were still open when the list moved depend on the old one.
        Put("key", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        PutUnlessGiven("outlocal", _name);
        PutUnlessGiven("outhost", _domain);
        Put("inlocal", $"{_domain}-{_name}\n");
        Put("inhost", _domain + "\n");
        Put("editor", Editor());
        Put("manager", Manager());
        Put("bouncer", Command("weed", directory: false) + Command("return -D"));
        if (Has("modpost"))
        {
            Put("moderator", Command("moderate") + Archive() + Clean());
        }

        if (Has("confirmpost"))
        {
            Put("confirmer", Command("confirm") + Archive() + Clean());
        }

        if (Has("digested"))
        {
            ByteOutput.MakeFolders(_folder / "digest/bounce");
            ByteOutput.MakeFolders(_folder / "digest/subscribers");
            Put("digest/lock", "");
            Put("digest/lockbounce", "");
            Put("digest/bouncer", Command("weed", directory: false) + Command("return -d"));
        }
    }

    // What a post passes through, in this order.
    private string Editor()
    {
        var lines = new StringBuilder();
        if (!Has("sublist"))
        {
            lines.Append(Command("reject"));
        }

        if (Has("subpostonly"))
        {
            lines.Append(Has("modpost")
                ? $"{Program("gate")} {Quoted("")} {Quoted("")} {Quoted("/digest")} {Quoted("/allow")} {Quoted("/mod")}\n"
                : $"{Program("issubn")} {Quoted("")} {Quoted("/digest")} {Quoted("/allow")} {Quoted("/mod")} || {{ echo \"Only subscribers may post (#5.7.2)\"; exit 100 ; }}\n");
        }

        if (Has("confirmpost") || (Has("modpost") && !Has("subpostonly")))
        {
            lines.Append(Command(Has("modpostonly") && !Has("confirmpost") ? "store -P" : "store")).Append(Clean());
        }
        else if (!Has("modpost"))
        {
            lines.Append(Command("send")).Append(Archive());
        }

        lines.Append(Warn());
        if (Has("digested"))
        {
            lines.Append(Command("tstdig -m30 -k64 -t48", " || exit 99")).Append(Command("get", " || exit 0"));
        }

        return lines.ToString();
    }

    private string Manager()
    {
        var switches = (Has("modcanlist") ? "l" : "") + (Has("modcanedit") ? "e" : "") + (Has("nounsubconfirm") ? "U" : "") + (Has("nosubconfirm") ? "S" : "");
        var get = !Has("archived") ? "" : Has("modgetonly") ? Command("get -P") : Command(Has("subgetonly") ? "get -s" : "get");
        return get + Command(switches.Length > 0 ? "manage -" + switches : "manage") + Warn();
    }

    private string Warn() => Has("nowarn") ? "" : Command("warn", " || exit 0") + (Has("digested") ? Command("warn -d", " || exit 0") : "");

    private string Archive() => Has("threaded") || Has("indexed") ? Command("archive", " || exit 0") : "";

    private string Clean() => Command(Has("subpostonly") ? "clean -R" : "clean", " || exit 0");

    private void Links()
    {
        Link("", "editor");
        Link("-default", "manager");
        Link("-owner", "owner");
        Link("-return-default", "bouncer");
        if (Has("digested"))
        {
            Link("-digest-owner", "owner");
            Link("-digest-return-default", "digest/bouncer");
        }

        if (Has("modpost"))
        {
            Link("-accept-default", "moderator");
            Link("-reject-default", "moderator");
        }

        if (Has("confirmpost"))
        {
            Link("-confirm-default", "confirmer");
            Link("-discard-default", "confirmer");
        }
    }

    private void Link(string suffix, string file) => ByteOutput.Link(
        _domainFolder / BytePath.FromUtf8($".qmail-{_name.Replace('.', ':')}{suffix}").Text, BytePath.FromUtf8($"{_oldFolder}/{file}"));

    private void PutUnlessGiven(string file, string text)
    {
        if (!Has(file))
        {
            Put(file, text + "\n");
        }
    }

    private static string Program(string name) => "|/usr/local/bin/ezmlm/ezmlm-" + name;

    private string Quoted(string part) => $"'{_oldFolder}{part}'";

    private string Command(string program, string after = "", bool directory = true) => $"{Program(program)}{(directory ? " " + Quoted("") : "")}{after}\n";

    private void Put(string file, string text) => ByteOutput.Write(_folder / file, Encoding.UTF8.GetBytes(text));
}

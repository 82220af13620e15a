namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>ezmlm lists of the newer kind (one file an option) and of the older (letters in config).</summary>
internal static class KnownLists
{
    public static void Fill(KnownDomain domain)
    {
        foreach (var file in (string[])["archived", "indexed", "modpost", "public", "subpostonly"])
        {
            domain.Write($"news/{file}", "");
        }

        Link(domain, "news", "");
        Link(domain, "news", "-default");
        Link(domain, "news", "-owner");
        Link(domain, "news", "-return-default");
        domain.Write("news/prefix", "[news #]\n");
        domain.Write("news/owner", "chief@sakura.example\n");
        domain.Write("news/headeradd", "Reply-To: <#l#>@<#h#>\n");
        domain.Write("news/msgsize", "100000:0\n");
        domain.Write("news/text/trailer", "-- \nThe list\n");

        // Files lie where the two hash functions put them, and where neither does.
        domain.Write("news/subscribers/a", "Tuser@example.org\0");
        domain.Write("news/subscribers/_", "Ttanaka@sakura.example\0Tno-address\0");
        domain.Write("news/subscribers/I", "TMixed.Case@example.org\0");
        domain.Write("news/digest/subscribers/B", "Tslow@example.org\0");
        domain.Write("news/mod/subscribers/s", "Tchief@sakura.example\0");
        domain.Write("news/allow/subscribers/t", "T@partner.example\0");
        domain.Write("news/deny/subscribers/t", "Tbad@example.org\0");
        domain.Expect(
            "list news@sakura.example owner=chief@sakura.example "
            + "archived,headeradd=Reply-To: <#l#>@<#h#>,indexed,modpost,msgsize=100000:0,prefix=[news #],public,subpostonly,trailer "
            + "Allow:@partner.example Deny:bad@example.org Digest:slow@example.org Member:Mixed.Case@example.org Member:tanaka@sakura.example Member:user@example.org Moderator:chief@sakura.example "
            + "trailer=-- |The list|");

        domain.Write(".qmail-old:list", $"|/usr/local/bin/ezmlm/ezmlm-reject\n|/usr/local/bin/ezmlm/ezmlm-send '{domain.OldFolder}/oldlist'\n");
        domain.Write(".qmail-old:list-default", $"|/usr/local/bin/ezmlm/ezmlm-manage '{domain.OldFolder}/oldlist'\n");
        domain.Write("oldlist/config", "F:-aBDFgHmPstU\nD:/home/vpopmail/domains/sakura.example/oldlist\nL:old.list\nH:sakura.example\n5:boss@outside.example\n");
        domain.Write("oldlist/subscribers/A", "Tone@example.org\0Ttwo@example.org\0");
        domain.Expect("list old.list@sakura.example owner=boss@outside.example archived,modpost,modsub,subgetonly,trailer Member:one@example.org Member:two@example.org ");
    }

    private static void Link(KnownDomain domain, string list, string part)
    {
        var target = part.Length == 0 ? "editor" : part[1..].Replace("-default", "", StringComparison.Ordinal);
        domain.Write($"{list}/{target}", $"|/usr/local/bin/ezmlm/ezmlm-{(part.Length == 0 ? "send" : "manage")} '{domain.OldFolder}/{list}'\n");
        File.CreateSymbolicLink(Path.Combine(domain.Folder, $".qmail-{list}{part}"), $"{domain.OldFolder}/{list}/{target}");
    }
}

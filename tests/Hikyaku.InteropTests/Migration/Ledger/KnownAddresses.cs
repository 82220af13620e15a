using System.Globalization;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>Forwards, aliases, catch-alls, replies and lists.</summary>
internal static class KnownAddresses
{
    private const string Autorespond = "|/usr/local/bin/autorespond";

    public static void Fill(KnownDomain sakura, KnownDomain kiku, KnownDomain matsu, KnownDomain fuji, KnownDomain take)
    {
        Default(sakura, $"{sakura.OldFolder}/courier");
        Default(kiku, "delete");
        Default(matsu, "boss@outside.example");
        Default(fuji, "$EXT@other.example");
        Default(take, "bounce-no-mailbox");
        Forwards(take);
        Aliases(sakura);
        Replies(sakura);
        KnownLists.Fill(sakura);
    }

    private static void Default(KnownDomain domain, string argument) => domain.Write(".qmail-default", $"| {KnownHost.OldHome}/bin/vdelivermail '' {argument}\n");

    private static void Forwards(KnownDomain take)
    {
        (string Name, string File, string Forward)[] users =
        [
            ("away-only", "&boss@outside.example\n", "boss@outside.example keep=False"),
            ("copy", "&boss@outside.example\nHOME/Maildir/\n", "boss@outside.example keep=True"),
            ("copy-near", "boss@outside.example\n./Maildir/", "boss@outside.example keep=True"),
            ("two", "&boss@outside.example\n# a note\nstar@take.example\n&boss@outside.example\n", "boss@outside.example star@take.example keep=False"),
            ("drop", "# delete\n", " keep=False"),
            ("drop-old", "|/bin/true delete\n", " keep=False"),
            ("normal", "", "-"),
            ("self", "HOME/Maildir/\n", "-"),
            ("program", "|/usr/local/bin/maildrop\n", "-"),
        ];
        foreach (var (name, file, forward) in users)
        {
            var account = take.Add(new KnownAccount(take, name) { Forward = forward });
            take.Write($"{name}/.qmail", file.Replace("HOME", account.OldHome, StringComparison.Ordinal));
        }
    }

    private static void Aliases(KnownDomain sakura)
    {
        sakura.Alias("sales.team", ["&chief@sakura.example", "&fixed@sakura.example"], "chief@sakura.example", "fixed@sakura.example");
        sakura.Alias("outside", ["boss@outside.example"], "boss@outside.example");
        sakura.Alias("blanks", ["&boss@outside.example \t"], "boss@outside.example");
        sakura.Alias("twice", ["&boss@outside.example", "&boss@outside.example", "# note"], "boss@outside.example");
        sakura.Alias("blackhole", ["#"]);
        sakura.Alias("box", [$"{sakura.OldFolder}/chief/Maildir/"], "chief@sakura.example");
        sakura.Alias("mixed", ["&boss@outside.example", "|/usr/local/bin/count"], "boss@outside.example");

        // An alias of a mailbox's name: the mailbox gets no mail any more.
        sakura.Alias("spam", ["&chief@sakura.example"], "chief@sakura.example");

        // Files that qmail can never reach, links out of the tree.
        sakura.Write(".qmail-Upper", "&chief@sakura.example\n");
        File.CreateSymbolicLink(Path.Combine(sakura.Folder, ".qmail-link"), "/etc/passwd");
        sakura.Expect("waits link@sakura.example");
        sakura.Write(".qmail-runs", "|/usr/local/bin/something\n");
        sakura.Expect("waits runs@sakura.example");
    }

    private static void Replies(KnownDomain sakura)
    {
        const string Vacation = "From: holiday@sakura.example\nSubject: Away\n\nBack soon.\n";
        var holiday = sakura.Add(new KnownAccount(sakura, "holiday") { Off = ["Web"] });
        sakura.Write("holiday/vacation/message", Vacation);
        sakura.Write("holiday/.qmail", $"{Autorespond} 86400 3 {holiday.OldHome}/vacation/message {holiday.OldHome}/vacation\n{holiday.OldHome}/Maildir/\n");
        sakura.Expect(Reply("holiday", 86400, 3, false, Vacation));

        const string Robot = "Subject: Robot\n\nHello.\n";
        sakura.Write("ROBOT/message", Robot);
        sakura.Write(".qmail-robot", $"{Autorespond} 10000 5 {sakura.OldFolder}/ROBOT/message {sakura.OldFolder}/ROBOT\n");
        sakura.Expect(Reply("robot", 10000, 5, false, Robot));

        sakura.Write("INFO/message", Robot);
        sakura.Write(".qmail-info", $"&chief@sakura.example\n{Autorespond} 600 1 {sakura.OldFolder}/INFO/message {sakura.OldFolder}/INFO 1\n");
        sakura.Expect(Reply("info", 600, 1, true, Robot));
        sakura.Expect(Note.Alias("info@sakura.example", ["chief@sakura.example"]));
    }

    private static string Reply(string name, int period, int count, bool quotes, string message) => string.Create(
        CultureInfo.InvariantCulture, $"reply {name}@sakura.example {period} {count} {quotes} {message.Replace('\n', '|')}");
}

using System.Text.RegularExpressions;

namespace Hikyaku.Tests.Architecture;

/// <summary>
/// The selected mailbox may belong to another account than the one that signed in: its number means nothing, or another mailbox, there.
/// </summary>
public sealed partial class MailboxOwnerTests
{
    [Fact]
    public void Imap_asks_for_the_selected_mailbox_where_it_lies()
    {
        var wrong = Repository.Files("src/Hikyaku.Protocols/Imap", "*.cs")
            .SelectMany(file => OwnMailOfView().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}"));

        Assert.Empty(wrong);
    }

    // session.Mail!.Details(view.Info.Id, …) instead of view.Mail.Details(…)
    [GeneratedRegex(@"session\.Mail!?\.\w+\(\s*(?:session\.|_)?[vV]iew[!?]*\.\w+")]
    private static partial Regex OwnMailOfView();
}

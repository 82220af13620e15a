using Hikyaku.Formats.Text;
using Hikyaku.Mail.Searching.Indexing;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite.Accounts;

namespace Hikyaku.Storage.Sqlite.Searching;

/// <summary>Finds messages by tokens: parts of words are looked for in the vocabulary first.</summary>
internal static class WordSearch
{
    // A token that is part of more words than these narrows nothing worth the time.
    private const int MaxWords = 20_000;

    // Words of one query.
    private const int WordsAtOnce = 40;

    // No token begins behind this one.
    private const string Last = "\U0010ffff";

    public static UidSet? Find(SqliteSession session, MailboxId mailbox, IndexQuestion question)
    {
        UidSet? found = null;
        foreach (var token in question.Tokens.All.OrderByDescending(token => token is { IsStart: true, IsEnd: true }).ThenByDescending(token => token.Text.Length))
        {
            if (Words(session, token) is not { } words)
            {
                continue;
            }

            var some = Messages(session, mailbox, words, question);
            if (found is null)
            {
                found = some;
            }
            else
            {
                found.IntersectWith(some);
            }

            if (!found.All().Any())
            {
                break;
            }
        }

        return found;
    }

    // Null when there are too many.
    private static List<string>? Words(SqliteSession session, NeedleToken token)
    {
        if (token is { IsStart: true, IsEnd: true })
        {
            return [token.Text];
        }

        var statement = token switch
        {
            { IsStart: true } => session.Prepare("Search/WordsBeginningWith").Bind("$end", token.Text + Last),
            { IsEnd: true } => session.Prepare("Search/WordsEndingWith"),
            _ => session.Prepare("Search/WordsWith"),
        };
        var words = statement.Bind("$text", token.Text).Bind("$limit", (long)MaxWords + 1).All(row => row.GetString(0));
        return words.Count > MaxWords ? null : words;
    }

    private static UidSet Messages(SqliteSession session, MailboxId mailbox, List<string> words, IndexQuestion question)
    {
        var where = (question.InHeader, question.InBody) switch { (true, true) => "", (true, false) => "header : ", _ => "body : " };
        var found = new UidSet();
        foreach (var some in words.Chunk(WordsAtOnce))
        {
            // Tokens are letters and digits: nothing in them could end a quotation.
            var match = $"{where}({string.Join(" OR ", some.Select(word => '"' + word + '"'))})";
            session.Prepare("Search/FindWords").Bind("$match", match)
                .Bind("$first", MessageKey.Of(mailbox, 0)).Bind("$last", MessageKey.Of(mailbox, uint.MaxValue))
                .Each(row => found.Add(MessageKey.Uid(row.GetInt64(0))));
        }

        return found;
    }
}

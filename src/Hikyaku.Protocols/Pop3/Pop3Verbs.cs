using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hikyaku.Protocols.Pop3;

/// <summary>The table of commands.</summary>
internal static class Pop3Verbs
{
    public static FrozenDictionary<string, Pop3Verb> All { get; } = new Pop3Verb[]
    {
        new("CAPA", Pop3State.Any, (session, _, cancellation) => Pop3Lists.Capabilities(session, cancellation)),
        new("STLS", Pop3State.Authorization, (session, _, _) => Now(Stls(session))),
        new("USER", Pop3State.Authorization, (session, command, _) => Now(session.SignIn.User(command.Argument))),
        new("PASS", Pop3State.Authorization, (session, command, cancellation) => session.SignIn.Pass(command.Argument, cancellation)),
        new("AUTH", Pop3State.Authorization, (session, command, cancellation) => session.SignIn.Auth(command, cancellation)),
        new("STAT", Pop3State.Transaction, (session, _, _) => Now(Stat(session.Maildrop!))),
        new("LIST", Pop3State.Transaction, (session, command, _) => Now(Pop3Lists.Scan(
            session.Maildrop!, command.Argument, number => session.Maildrop![number].Size.ToString(CultureInfo.InvariantCulture)))),
        new("UIDL", Pop3State.Transaction, (session, command, _) => Now(Pop3Lists.Scan(
            session.Maildrop!, command.Argument, number => session.Maildrop![number].Uidl))),
        new("RETR", Pop3State.Transaction, (session, command, cancellation) => Pop3Retrieval.Retr(session.Maildrop!, command.Argument, cancellation)),
        new("TOP", Pop3State.Transaction, (session, command, cancellation) => Pop3Retrieval.Top(session.Maildrop!, command.Words(), cancellation)),
        new("DELE", Pop3State.Transaction, (session, command, _) => Now(Dele(session.Maildrop!, command.Argument))),
        new("RSET", Pop3State.Transaction, (session, _, _) => Now(Rset(session.Maildrop!))),
        // RFC 1460 §3; RFC 1939 dropped it, but clients of its time ask.
        new("LAST", Pop3State.Transaction, (session, _, _) => Now(new Pop3Reply(string.Create(CultureInfo.InvariantCulture, $"+OK {session.Maildrop!.Last}")))),
        // RFC 6856 §2: messages are given with the octets that they have, in both modes; names and passwords are UTF-8 anyway.
        new("UTF8", Pop3State.Authorization, (_, command, _) => Now(command.Argument.Length > 0 ? Pop3Reply.NoArgument : new Pop3Reply("+OK UTF-8 it is"))),
        new("LANG", Pop3State.Any, (session, command, _) => Now(Lang(session, command.Argument.Trim()))),
        new("NOOP", Pop3State.Transaction, (_, _, _) => Now(Pop3Reply.Ok)),
        new("QUIT", Pop3State.Any, (session, _, cancellation) => Quit(session, cancellation)),
    }.ToFrozenDictionary(verb => verb.Keyword);

    private static ValueTask<Pop3Reply> Now(Pop3Reply reply) => ValueTask.FromResult(reply);

    // RFC 2595 §4: only before the sign-in, and not twice.
    private static Pop3Reply Stls(Pop3Session session) =>
        session.Connection.IsTls ? Pop3Reply.Error("The connection is encrypted already") : new Pop3Reply("+OK Begin TLS") { StartsTls = true };

    private static Pop3Reply Stat(Pop3Maildrop maildrop) =>
        new(string.Create(CultureInfo.InvariantCulture, $"+OK {maildrop.Count} {maildrop.Octets}"));

    private static Pop3Reply Dele(Pop3Maildrop maildrop, string argument)
    {
        if (!maildrop.TryFind(argument.Trim(), out var number))
        {
            return Pop3Reply.NoSuchMessage;
        }

        maildrop.Delete(number);
        return Pop3Reply.Ok;
    }

    // RFC 6856 §3
    private static Pop3Reply Lang(Pop3Session session, string tag)
    {
        if (tag.Length == 0)
        {
            return Pop3Lists.Lines("+OK The languages", Pop3Language.Listing, Encoding.UTF8);
        }

        if (Pop3Language.Find(tag) is not { } known)
        {
            return Pop3Reply.Error("That language is not known here");
        }

        session.Language = known;
        return new Pop3Reply("+OK " + known + " " + Pop3Language.Translate("+OK The texts are in this language now", known)["+OK ".Length..]);
    }

    private static Pop3Reply Rset(Pop3Maildrop maildrop)
    {
        maildrop.Reset();
        return Pop3Reply.Ok;
    }

    // RFC 1939 §6: the update state is entered only here; a broken connection removes nothing.
    private static async ValueTask<Pop3Reply> Quit(Pop3Session session, CancellationToken cancellation)
    {
        try
        {
            if (session.Maildrop is { } maildrop)
            {
                await maildrop.Update(cancellation);
                if (session.Settings.Get(Pop3Settings.Expire) is > 0 and var days)
                {
                    await maildrop.Expire(session.Connection.Time.GetUtcNow() - TimeSpan.FromDays(days), cancellation);
                }
            }

            return Pop3Reply.Bye;
        }
        catch (Mail.Store.StoreUnavailableException)
        {
            return Pop3Reply.Error("[SYS/TEMP] Some deleted messages not removed") with { Closes = true };
        }
    }
}

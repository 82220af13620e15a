using System.Text;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>CAPABILITY, NOOP, LOGOUT, ID (RFC 2971) and ENABLE (RFC 5161).</summary>
internal static class SessionCommands
{
    private const int MaxIdPairs = 30;

    public static async ValueTask<ImapReply> Capability(ImapSession session, ImapCommand command)
    {
        session.Untagged("CAPABILITY " + await Capabilities.Of(session));
        return ImapReply.Ok("That is all.");
    }

    public static ValueTask<ImapReply> Noop(ImapSession session, ImapCommand command) => new(ImapReply.Ok("Done."));

    public static ValueTask<ImapReply> Logout(ImapSession session, ImapCommand command)
    {
        session.View = null;
        session.Bye("Good bye.");
        return new(ImapReply.Ok("Logged out.") with { Closes = true });
    }

    public static ValueTask<ImapReply> Id(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var client = ReadId(ref reader);
        if (!reader.ExpectEnd())
        {
            return new(ImapReply.Bad($"Syntax error at {reader.Problem}."));
        }

        if (client.Length > 0)
        {
            ImapLog.ClientId(session.Services.Logger, session.Connection.Id, client);
        }

        session.Untagged("ID (\"name\" \"Hikyaku\")");
        return new(ImapReply.Ok("Pleased to meet you."));
    }

    public static ValueTask<ImapReply> Enable(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var enabled = "";
        do
        {
            switch (reader.Word())
            {
                case "IMAP4REV2": session.IsRev2 = true; enabled += " IMAP4rev2"; break;
                case "UTF8=ACCEPT": session.HasUtf8 = true; enabled += " UTF8=ACCEPT"; break; // RFC 6855 §3
                case "UIDONLY": session.HasUidOnly = true; enabled += " UIDONLY"; break; // RFC 9586 §3
                case "CONDSTORE": session.HasCondStore = true; enabled += " CONDSTORE"; break;
                case "QRESYNC": session.HasCondStore = session.HasQResync = true; enabled += " QRESYNC"; break; // RFC 7162 §3.2.3
                case "METADATA": Announce(session).OfMailboxes = Announce(session).OfServer = true; enabled += " METADATA"; break;
                case "METADATA-SERVER": Announce(session).OfServer = true; enabled += " METADATA-SERVER"; break;
                default: break; // RFC 5161 §3.1: what is unknown is ignored.
            }
        }
        while (!reader.HasFailed && reader.Skip(' ') && !reader.IsAtEnd);
        if (!reader.ExpectEnd())
        {
            return new(ImapReply.Bad($"Syntax error at {reader.Problem}."));
        }

        session.Untagged("ENABLED" + enabled);
        return new(ImapReply.Ok("Enabled."));
    }

    private static Announcements Announce(ImapSession session) => session.Announcements ??= new Announcements(session.Mail!, session.Account!.Id);

    private static string ReadId(ref CommandReader reader)
    {
        var text = new StringBuilder();
        if (reader.SkipWord("NIL"))
        {
            return "";
        }

        reader.Expect('(');
        for (var pairs = 0; !reader.HasFailed && !reader.Peek(')'); pairs++)
        {
            var name = reader.String();
            reader.Expect(' ');
            var value = reader.NString();
            reader.Skip(' ');
            if (pairs >= MaxIdPairs)
            {
                reader.Fail("at most 30 fields");
            }

            text.Append(Printable(name)).Append('=').Append(Printable(value)).Append(' ');
        }

        reader.Expect(')');
        return text.ToString().TrimEnd();
    }

    private static string Printable(byte[]? value)
    {
        var text = Encoding.UTF8.GetString(value is { Length: > 200 } ? value[..200] : value ?? []);
        return string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
    }
}

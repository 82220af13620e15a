using System.Text;

namespace Hikyaku.Protocols.Imap;

/// <summary>The arguments of the commands about rights (RFC 4314 §7): a mailbox, an identifier, rights.</summary>
internal sealed record AclArguments(byte[] Mailbox, string Identifier, string Rights, ImapReply? Problem)
{
    public static AclArguments Read(ImapCommand command, bool hasIdentifier, bool hasRights)
    {
        var reader = command.Arguments;
        var mailbox = reader.AString();
        var (identifier, rights) = ("", "");
        if (hasIdentifier)
        {
            reader.Expect(' ');
            identifier = Encoding.UTF8.GetString(reader.AString());
        }

        if (hasRights)
        {
            reader.Expect(' ');
            rights = Encoding.UTF8.GetString(reader.AString());
        }

        return new AclArguments(mailbox, identifier, rights, reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}."));
    }
}

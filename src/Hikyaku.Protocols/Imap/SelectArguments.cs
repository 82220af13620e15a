using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>The arguments of SELECT and EXAMINE.</summary>
internal sealed record SelectArguments(byte[] Mailbox, bool HasCondStore, Resynchronization? Resync, string? Problem)
{
    public static SelectArguments Read(ImapCommand command)
    {
        var reader = command.Arguments;
        var mailbox = reader.AString();
        var hasCondStore = false;
        Resynchronization? resync = null;
        if (reader.Skip(' ') && reader.Skip('('))
        {
            do
            {
                if (reader.SkipWord("CONDSTORE"))
                {
                    hasCondStore = true;
                }
                else if (reader.SkipWord("QRESYNC"))
                {
                    resync = ReadResync(ref reader);
                }
                else
                {
                    reader.Fail("CONDSTORE or QRESYNC");
                }
            }
            while (reader.Skip(' '));
            reader.Expect(')');
        }

        reader.ExpectEnd();
        return new SelectArguments(mailbox, hasCondStore, resync, reader.Problem);
    }

    private static Resynchronization ReadResync(ref CommandReader reader)
    {
        reader.Expect(' ');
        reader.Expect('(');
        var validity = (uint)reader.Number();
        reader.Expect(' ');
        var modSeq = reader.Number(long.MaxValue);
        SequenceSet? known = null;
        if (reader.Skip(' ') && !reader.Peek('('))
        {
            known = SequenceSet.Parse(reader.Until(" )"u8));
            if (known is null)
            {
                reader.Fail("a set of known UIDs");
            }

            reader.Skip(' ');
        }

        if (reader.Skip('('))
        {
            reader.Until(")"u8);
            reader.Expect(')');
        }

        reader.Expect(')');
        return new Resynchronization(validity, modSeq, known);
    }
}

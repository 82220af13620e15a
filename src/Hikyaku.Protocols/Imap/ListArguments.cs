using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>The arguments of LIST (RFC 9051 §6.3.9, RFC 5258, RFC 5819, RFC 6154).</summary>
internal sealed class ListArguments
{
    public bool IsExtended { get; private set; }

    public bool OnlySubscribed { get; private set; }

    public bool OnlySpecialUse { get; private set; }

    public bool RecursiveMatch { get; private set; }

    public bool ReturnSubscribed { get; private set; }

    public bool ReturnMyRights { get; private set; }

    public IReadOnlyList<string>? StatusItems { get; private set; }

    /// <summary>The annotations that are wanted of each mailbox (RFC 9590).</summary>
    public IReadOnlyList<string> Annotations { get; private set; } = [];

    public byte[] Reference { get; private set; } = [];

    public List<byte[]> Patterns { get; } = [];

    public string? Problem { get; private set; }

    /// <summary>What RECURSIVEMATCH says of a superior.</summary>
    public string ChildInfo => (OnlySubscribed, OnlySpecialUse) switch
    {
        (true, true) => " (\"CHILDINFO\" (\"SUBSCRIBED\" \"SPECIAL-USE\"))",
        (true, false) => " (\"CHILDINFO\" (\"SUBSCRIBED\"))",
        _ => " (\"CHILDINFO\" (\"SPECIAL-USE\"))",
    };

    /// <summary>Whether a name meets the selection options.</summary>
    public bool Selects(MailboxTreeEntry entry) =>
        (!OnlySubscribed || entry.IsSubscribed) && (!OnlySpecialUse || entry.Info?.SpecialUse is not (null or SpecialUse.None));

    public static ListArguments Read(ImapCommand command)
    {
        var arguments = new ListArguments();
        var reader = command.Arguments;
        if (reader.Peek('('))
        {
            arguments.IsExtended = true;
            arguments.ReadSelection(ref reader);
            reader.Expect(' ');
        }

        arguments.Reference = reader.AString();
        reader.Expect(' ');
        arguments.ReadPatterns(ref reader);
        if (reader.Skip(' ') && reader.SkipWord("RETURN"))
        {
            reader.Expect(' ');
            arguments.ReadReturn(ref reader);
        }

        reader.ExpectEnd();
        arguments.Problem = reader.Problem;
        return arguments;
    }

    private void ReadSelection(ref CommandReader reader)
    {
        reader.Expect('(');
        while (!reader.HasFailed && !reader.Peek(')'))
        {
            switch (reader.Word())
            {
                case "SUBSCRIBED": OnlySubscribed = true; break;
                case "REMOTE": break;
                case "RECURSIVEMATCH": RecursiveMatch = true; break;
                case "SPECIAL-USE": OnlySpecialUse = true; break;
                default: reader.Fail("a selection option of LIST"); break;
            }

            reader.Skip(' ');
        }

        reader.Expect(')');
        if (RecursiveMatch && !OnlySubscribed && !OnlySpecialUse)
        {
            // RFC 5258 §3.1: it says nothing by itself.
            reader.Fail("a selection option beside RECURSIVEMATCH");
        }
    }

    private void ReadPatterns(ref CommandReader reader)
    {
        if (!reader.Skip('('))
        {
            Patterns.Add(reader.ListMailbox());
            return;
        }

        IsExtended = true;
        do
        {
            Patterns.Add(reader.ListMailbox());
        }
        while (reader.Skip(' ') && Patterns.Count < 100);
        reader.Expect(')');
    }

    private void ReadReturn(ref CommandReader reader)
    {
        IsExtended = true;
        reader.Expect('(');
        while (!reader.HasFailed && !reader.Peek(')'))
        {
            switch (reader.Word())
            {
                case "SUBSCRIBED": ReturnSubscribed = true; break;
                case "CHILDREN" or "SPECIAL-USE": break;
                case "MYRIGHTS": ReturnMyRights = true; break; // RFC 8440 §3
                case "STATUS":
                    reader.Expect(' ');
                    StatusItems = StatusCommands.ReadItems(ref reader);
                    break;
                case "METADATA" when reader.Expect(' ') && reader.Peek('('): Annotations = GetMetadataCommand.ReadNames(ref reader); break; // RFC 9590 §3
                default: reader.Fail("a return option of LIST"); break;
            }

            reader.Skip(' ');
        }

        reader.Expect(')');
    }
}

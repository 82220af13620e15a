namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The arguments of ESEARCH (RFC 7377 §2).</summary>
/// <param name="Sources">Where is searched; empty for the selected mailbox.</param>
/// <param name="Search">What is searched.</param>
public sealed record MultiSearchCommand(IReadOnlyList<MailboxSource> Sources, SearchCommand Search)
{
    private const int MaxSources = 100;

    /// <summary>Reads the arguments after "ESEARCH "; check the reader for failure.</summary>
    public static MultiSearchCommand Read(ref CommandReader reader)
    {
        var sources = new List<MailboxSource>();
        if (reader.SkipWord("IN"))
        {
            reader.Expect(' ');
            reader.Expect('(');
            do
            {
                sources.Add(MailboxSource.Read(ref reader));
                if (sources.Count > MaxSources)
                {
                    reader.Fail("fewer sources");
                }
            }
            while (!reader.HasFailed && reader.Skip(' '));
            reader.Expect(')');
            reader.Expect(' ');
        }

        return new MultiSearchCommand(sources, SearchCommand.Read(ref reader));
    }
}

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The arguments of SETMETADATA (RFC 5464 §4.3).</summary>
/// <param name="Mailbox">The mailbox as the client wrote it; empty for the server.</param>
/// <param name="Entries">The names with their values, null to take one away; of several with one name the last counts.</param>
public sealed record SetMetadataCommand(byte[] Mailbox, IReadOnlyDictionary<string, byte[]?> Entries)
{
    private const int MaxEntries = 200;

    /// <summary>Reads them; null after a failure.</summary>
    public static SetMetadataCommand? Read(ref CommandReader reader)
    {
        var mailbox = reader.AString();
        var entries = new Dictionary<string, byte[]?>();
        reader.Expect(' ');
        reader.Expect('(');
        do
        {
            var name = AnnotationName.Normalize(reader.AString());
            if (name is null || entries.Count >= MaxEntries)
            {
                reader.Fail("the name of an annotation");
            }

            reader.Expect(' ');
            entries[name ?? ""] = reader.Value();
        }
        while (!reader.HasFailed && reader.Skip(' '));
        reader.Expect(')');
        return reader.ExpectEnd() ? new SetMetadataCommand(mailbox, entries) : null;
    }
}

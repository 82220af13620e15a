using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Fuzz.Targets;

public sealed class ImapUrlTarget : FuzzTarget
{
    public override string Name => "imap-url";

    public override IEnumerable<byte[]> Seeds =>
    [
        "imap://alice;AUTH=*@mail.example.test:143/Dr%26fts;UIDVALIDITY=7/;UID=3/;SECTION=1.2.HEADER.FIELDS%20(A)/;PARTIAL=0.10;EXPIRE=2026-01-01T00:00:00Z;URLAUTH=user+bob:INTERNAL:00112233445566778899aabbccddeeff"u8.ToArray(),
        "/INBOX/;uid=20"u8.ToArray(),
        ";UID=20/;PARTIAL=5"u8.ToArray(),
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (ImapUrlReader.TryRead(input, out var url) && (url.Uid == 0 || url.Rump.Length > input.Length))
        {
            throw new InvalidOperationException("A URL names no message, or more than it says.");
        }
    }
}

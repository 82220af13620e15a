using Hikyaku.Formats.Maildir;

namespace Hikyaku.Fuzz.Targets;

/// <summary>courierimapuiddb and dovecot-uidlist: what was written in either form reads back the same.</summary>
public sealed class UidListTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "uidlist";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "1 123456789 12\n7 1000000001.M1P1V1I1.old,S=30\n9 b\n"u8.ToArray(),
        "3 V1234567890 N30 G0123456789abcdef0123456789abcdef\n10 S5 :a:2,S\n20 PUID9-1 O1 Gx :b\n"u8.ToArray(),
        "1 5 4294967295\n4294967295 a\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (UidList.Parse(input) is not { } list)
        {
            return;
        }

        if (UidList.Parse(list.ToDovecot()) is not { } dovecot || dovecot.UidValidity != list.UidValidity || dovecot.NextUid != list.NextUid
            || !dovecot.Entries.SequenceEqual(list.Entries.Select(entry => entry with { MessageGuid = null })))
        {
            throw new InvalidOperationException("the Dovecot form does not read back");
        }

        if (UidList.Parse(list.ToCourier()) is not { } courier || courier.NextUid != list.NextUid
            || !courier.Entries.SequenceEqual(list.Entries.Select(entry => new UidListEntry(entry.Uid, entry.BaseName))))
        {
            throw new InvalidOperationException("the Courier form does not read back");
        }
    }
}

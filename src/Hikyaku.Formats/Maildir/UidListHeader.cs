using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>The first line of a UID file: <c>1 VALIDITY NEXT</c> or <c>3 V… N… G… P…</c>.</summary>
internal readonly record struct UidListHeader(int Version, uint UidValidity, uint NextUid, string? Guid, string? UidlFormat)
{
    public static UidListHeader? Parse(ReadOnlySpan<byte> line)
    {
        var version = Fields.Take(ref line);
        return version switch
        {
            [(byte)'1'] => Version1(line),
            [(byte)'3'] => Version3(line),
            _ => null,
        };
    }

    private static UidListHeader? Version1(ReadOnlySpan<byte> line) =>
        Fields.TryNumber(Fields.Take(ref line), out uint validity) && Fields.TryNumber(Fields.Take(ref line), out uint next) && validity != 0
            ? new UidListHeader(1, validity, next, null, null)
            : null;

    private static UidListHeader? Version3(ReadOnlySpan<byte> line)
    {
        var header = new UidListHeader(3, 0, 1, null, null);
        while (!line.IsEmpty)
        {
            var field = Fields.Take(ref line);
            header = field switch
            {
                [(byte)'V', .. var digits] when Fields.TryNumber(digits, out uint number) => header with { UidValidity = number },
                [(byte)'N', .. var digits] when Fields.TryNumber(digits, out uint number) => header with { NextUid = number },
                [(byte)'G', .. var guid] => header with { Guid = Encoding.Latin1.GetString(guid) },
                [(byte)'P', .. var format] => header with { UidlFormat = Encoding.Latin1.GetString(format) },
                _ => header,
            };
        }

        return header.UidValidity == 0 ? null : header;
    }
}

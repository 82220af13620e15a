using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Checks.Attachments;

/// <summary>A body part has a media type or a file name that the administrator named, or a ZIP archive holds a file with such a name.</summary>
/// <remarks>
/// The message is read in pieces, and nothing is unpacked: archives in archives are seen where they lie in them without compression.
/// Limits: those of <see cref="MimeLimits"/>; <see cref="MaxHeader"/> octets of a part's header; <see cref="MaxArchive"/> octets of archives, encoded.
/// </remarks>
internal sealed class AttachmentCheck(Settings.Settings settings) : Check("attachment", CheckStage.Data)
{
    private const int MaxHeader = 64 * 1024;
    private const int Piece = 64 * 1024;
    private const long MaxArchive = 256L << 20;
    private const int MaxShown = 80;

    protected internal override TimeSpan Patience(Settings.Settings settings) => TimeSpan.FromMinutes(1);

    protected internal override async ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation)
    {
        var (names, types) = (settings.Get(CheckSettings.AttachmentNames), settings.Get(CheckSettings.AttachmentTypes));
        if ((names.All.IsEmpty && types.All.IsEmpty) || visit.Content is not { } content)
        {
            return null;
        }

        await using var message = content.OpenRead();
        return await Look(message, content.Analysis.Parts.Root, names, types, cancellation) is { } reason ? new Finding(reason) : null;
    }

    private static async ValueTask<string?> Look(Stream message, MessagePart part, FilePatterns names, FilePatterns types, CancellationToken cancellation)
    {
        foreach (var child in part.Children)
        {
            if (await Look(message, child, names, types, cancellation) is { } found)
            {
                return found;
            }
        }

        if (part.Kind == PartKind.Multipart)
        {
            return null;
        }

        if (types.Match($"{part.MediaType}/{part.Subtype}") is { } type)
        {
            return $"attachments of the type {type} are not taken";
        }

        return names.All.IsEmpty ? null : await LookAtNames(message, part, names, cancellation);
    }

    private static async ValueTask<string?> LookAtNames(Stream message, MessagePart part, FilePatterns names, CancellationToken cancellation)
    {
        var header = new byte[Math.Min(part.HeaderLength, MaxHeader)];
        message.Position = part.HeaderOffset;
        await message.ReadExactlyAsync(header, cancellation);
        var given = AttachmentNames.Read(header);
        foreach (var name in given)
        {
            if (names.Match(Last(name)) is { } pattern)
            {
                return Reason(name, pattern);
            }
        }

        return MayBeZip(part, given) ? await LookIntoArchive(message, part, names, cancellation) : null;
    }

    private static bool MayBeZip(MessagePart part, IReadOnlyList<string> names) =>
        part.Subtype.Contains("zip", StringComparison.Ordinal)
        || (part.MediaType == "application" && part.Subtype is "octet-stream" or "java-archive" or "x-compressed")
        || names.Any(name => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jar", StringComparison.OrdinalIgnoreCase));

    private static async ValueTask<string?> LookIntoArchive(Stream message, MessagePart part, FilePatterns names, CancellationToken cancellation)
    {
        if (TransferDecoding.Find(part.Encoding)?.Start() is not { } decode)
        {
            return null;
        }

        var archive = new ZipNames();
        var piece = new byte[Piece];
        message.Position = part.BodyOffset;
        for (var left = Math.Min(part.BodyLength, MaxArchive); left > 0;)
        {
            var count = await message.ReadAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), cancellation);
            if (count == 0)
            {
                break;
            }

            left -= count;
            archive.Scan(decode(piece, count));
        }

        foreach (var name in archive.Names)
        {
            if (names.Match(Last(name)) is { } pattern)
            {
                return Reason(name, pattern);
            }
        }

        return null;
    }

    private static string Last(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

    // What the message says comes back to the client, which may be another than its author: printable and short.
    private static string Reason(string name, string pattern)
    {
        var shown = string.Concat(Last(name).Where(c => c is > ' ' and < '\x7f').Take(MaxShown));
        return $"attachments such as {pattern} are not taken: {shown}";
    }
}

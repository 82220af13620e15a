using System.Collections.Immutable;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>The flags of a source message in our words.</summary>
internal readonly record struct SourceFlags(MessageFlags Flags, ImmutableArray<string> Keywords)
{
    private const int MaxKeywords = 100;
    private const int MaxLength = 255;

    /// <summary>Of a file's name and the keyword files of its folder.</summary>
    public static SourceFlags Of(SourceFolder folder, in SourceMessage message, HashSet<string> badKeywords)
    {
        var name = message.Name;
        var flags = Map(name.Flags, MaildirFlags.Replied, MessageFlags.Answered) | Map(name.Flags, MaildirFlags.Flagged, MessageFlags.Flagged)
            | Map(name.Flags, MaildirFlags.Trashed, MessageFlags.Deleted) | Map(name.Flags, MaildirFlags.Seen, MessageFlags.Seen)
            | Map(name.Flags, MaildirFlags.Draft, MessageFlags.Draft);
        var hasCourier = folder.CourierKeywords.TryGetValue(name.BaseName, out var courier);
        if (!hasCourier && name.Keywords == 0 && !name.Flags.HasFlag(MaildirFlags.Passed))
        {
            return new SourceFlags(flags, []);
        }

        var keywords = new SortedSet<string>(courier ?? [], StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < folder.LetterKeywords.Length; index++)
        {
            if ((name.Keywords & (1u << index)) != 0 && folder.LetterKeywords[index] is { } keyword)
            {
                keywords.Add(keyword);
            }
        }

        if (name.Flags.HasFlag(MaildirFlags.Passed))
        {
            keywords.Add("$Forwarded");
        }

        badKeywords.UnionWith(keywords.Where(keyword => !IsKeyword(keyword)));
        return new SourceFlags(flags, [.. keywords.Where(IsKeyword).Take(MaxKeywords)]);
    }

    private static MessageFlags Map(MaildirFlags flags, MaildirFlags flag, MessageFlags here) => flags.HasFlag(flag) ? here : MessageFlags.None;

    // RFC 9051 §9: a keyword is an atom.
    private static bool IsKeyword(string keyword) =>
        keyword.Length is > 0 and <= MaxLength && keyword.All(c => c is > ' ' and <= '~' and not ('(' or ')' or '{' or '%' or '*' or '"' or '\\' or ']'));
}

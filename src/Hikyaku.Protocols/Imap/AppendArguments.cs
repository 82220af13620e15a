using System.Collections.Immutable;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Flags and date before a message literal of APPEND (RFC 9051 §6.3.12).</summary>
internal sealed record AppendArguments(MessageFlags Flags, ImmutableArray<string> Keywords, DateTimeOffset? Date, bool IsBinary)
{
    /// <summary>Reads flags, date and the literal's announcement, which must be the end.</summary>
    public static AppendArguments? Read(ref CommandReader reader)
    {
        MessageFlags flags = default;
        ImmutableArray<string> keywords = [];
        if (reader.Peek('('))
        {
            if (!FlagText.TrySplit(reader.Flags(), out flags, out keywords) && !reader.HasFailed)
            {
                reader.Fail("flags that exist");
            }

            reader.Expect(' ');
        }

        DateTimeOffset? date = null;
        if (reader.Peek('"'))
        {
            if (ImapDate.TryParseTime(reader.String(), out var time))
            {
                date = time;
            }
            else
            {
                reader.Fail("a date-time such as \"17-Jul-1996 02:44:25 -0700\"");
            }

            reader.Expect(' ');
        }

        var isBinary = reader.Peek('~');
        reader.Skip('~');
        if (!reader.Peek('{'))
        {
            reader.Fail("a literal");
        }

        return reader.HasFailed ? null : new AppendArguments(flags, keywords, date, isBinary);
    }
}

using System.Collections.Immutable;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>What stands before a message in APPEND: flags, date, and the form that the message has (RFC 9051 §6.3.12).</summary>
internal sealed record AppendArguments(MessageFlags Flags, ImmutableArray<string> Keywords, DateTimeOffset? Date, AppendData Data)
{
    /// <summary>Reads flags, date and how the message begins.</summary>
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

        var data = ReadData(ref reader);
        return reader.HasFailed ? null : new AppendArguments(flags, keywords, date, data);
    }

    private static AppendData ReadData(ref CommandReader reader)
    {
        if (reader.SkipWord("CATENATE"))
        {
            reader.Expect(' ');
            reader.Expect('(');
            return AppendData.Catenate;
        }

        if (reader.SkipWord("UTF8"))
        {
            reader.Expect(' ');
            reader.Expect('(');
            reader.Expect('~');
            return AppendData.Utf8;
        }

        var data = reader.Skip('~') ? AppendData.Literal8 : AppendData.Literal;
        if (!reader.Peek('{'))
        {
            reader.Fail("a literal");
        }

        return data;
    }
}

using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Reads the messages of an APPEND or REPLACE into the store's spool, with all limits, whatever form they come in.</summary>
/// <param name="session">Whose they are.</param>
/// <param name="input">Where they come from.</param>
/// <param name="owner">Whose quota they count for.</param>
/// <param name="usage">What the account occupies without what a REPLACE takes away.</param>
internal sealed class AppendReader(ImapSession session, AppendInput input, Account owner, QuotaUsage usage) : IAsyncDisposable
{
    private const int MaxParts = 1000;
    private readonly List<AppendMessage> _messages = [];
    private long _octets;

    public IReadOnlyList<AppendMessage> Messages => _messages;

    /// <summary>Reads all messages (RFC 3502); answers why they are refused.</summary>
    public async ValueTask<ImapReply?> ReadAll()
    {
        do
        {
            if (await ReadOne() is { } problem)
            {
                return problem;
            }
        }
        while (!input.IsAtEnd && input.Expect(' '));
        return input.Problem is null ? null : Syntax();
    }

    /// <summary>Reads one message and the end of the command.</summary>
    public async ValueTask<ImapReply?> ReadSingle() => await ReadOne() ?? (input.Read((ref CommandReader reader) => reader.ExpectEnd()) ? null : Syntax());

    public async ValueTask DisposeAsync()
    {
        foreach (var message in _messages)
        {
            await message.Content.DisposeAsync();
        }
    }

    private async ValueTask<ImapReply?> ReadOne()
    {
        if (input.Read(AppendArguments.Read) is not { } arguments)
        {
            return Syntax();
        }

        await using var writer = session.Services.Mailstore.CreateMessage();
        var octets = new MessageOctets(writer);
        var problem = arguments.Data switch
        {
            AppendData.Utf8 => await Utf8(octets),
            AppendData.Catenate => await Catenate(octets),
            _ => await Literal(octets, arguments.Data == AppendData.Literal8),
        };
        return problem ?? await Keep(octets, arguments);
    }

    private async ValueTask<ImapReply?> Keep(MessageOctets octets, AppendArguments arguments)
    {
        if (octets.HasTextNul)
        {
            return ImapReply.Bad("A literal must not hold NUL octets."); // RFC 9051 §9
        }

        if (octets.Length == 0)
        {
            return ImapReply.No("Nothing to append.");
        }

        if (await octets.Complete(session.Services.Mailstore.CreateMessage) is not { } content)
        {
            // RFC 3516 §4.4
            return ImapReply.No("[UNKNOWN-CTE] Messages with NUL octets outside of binary parts are not stored.");
        }

        _octets += content.Length;
        _messages.Add(new AppendMessage(content, arguments.Flags, arguments.Keywords, arguments.Date ?? session.Connection.Time.GetLocalNow()));
        return null;
    }

    private async ValueTask<ImapReply?> Literal(MessageOctets octets, bool isBinary)
    {
        if (!input.HasLiteral)
        {
            return ImapReply.Bad("Syntax error: a literal expected.");
        }

        return Refusal(octets.Length + input.Mark!.Value.Length) ?? await input.Take(piece => octets.Write(piece, isBinary));
    }

    // RFC 6855 §4: only once the client has said that it knows UTF-8.
    private async ValueTask<ImapReply?> Utf8(MessageOctets octets) =>
        !session.SpeaksUtf8 ? ImapReply.Bad("ENABLE UTF8=ACCEPT first.")
        : await Literal(octets, isBinary: true) ?? (input.Expect(')') ? null : Syntax());

    private async ValueTask<ImapReply?> Catenate(MessageOctets octets)
    {
        var parts = 0;
        do
        {
            var problem = ++parts > MaxParts ? ImapReply.No("[LIMIT] Too many parts.") : await Part(octets);
            if (problem is not null)
            {
                return problem;
            }
        }
        while (input.Skip(' '));
        return input.Expect(')') ? null : Syntax();
    }

    // RFC 4469 §5: cat-part
    private async ValueTask<ImapReply?> Part(MessageOctets octets)
    {
        var kind = input.Read(static (ref CommandReader reader) => reader.Word());
        input.Expect(' ');
        switch (kind)
        {
            case "URL":
                return await Url(octets);
            case "TEXT":
                return await Literal(octets, isBinary: input.Skip('~'));
            case "UTF8" when input.Expect('(') && input.Expect('~'):
                return await Utf8(octets);
            default:
                return Syntax();
        }
    }

    private async ValueTask<ImapReply?> Url(MessageOctets octets)
    {
        var text = new MemoryStream();
        if (!input.HasLiteral)
        {
            text.Write(input.Read(static (ref CommandReader reader) => reader.AString()));
        }
        else if (input.Mark!.Value.Length > ImapUrlReader.MaxLength)
        {
            return ImapReply.Bad("A URL is shorter than that.");
        }
        else if (await input.Take(text.Write) is { } problem)
        {
            return problem;
        }

        if (input.Problem is not null)
        {
            return Syntax();
        }

        using var part = ImapUrlReader.TryRead(text.ToArray(), out var url) ? await UrlPart.Find(session, url) : null;
        if (part is null)
        {
            var shown = Encoding.ASCII.GetString(text.ToArray()).Replace("\"", "%22", StringComparison.Ordinal).ReplaceLineEndings("");
            return ImapReply.No($"[BADURL \"{shown}\"] There is no such message or part."); // RFC 4469 §5
        }

        return Refusal(octets.Length + part.Length) ?? part.Copy(octets);
    }

    private ImapReply? Refusal(long length)
    {
        return length > session.AppendLimit || _messages.Count >= session.Limits.MessagesOfAppend ? ImapReply.No("[TOOBIG] The message is larger than allowed here.")
            : !usage.HasRoom(_octets + length, _messages.Count + 1, owner.QuotaBytes, owner.QuotaMessages) ? ImapReply.OverQuota
            : !session.Services.Mailstore.HasDiskRoom(_octets + length) ? ImapReply.DiskFull
            : null;
    }

    private ImapReply Syntax() => ImapReply.Bad($"Syntax error at {input.Problem ?? "the end: a literal expected"}.");
}

using System.CommandLine;
using System.Net;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku trace</c> and <c>hikyaku trace show ID</c></summary>
internal static class TraceCommands
{
    private const int MaxLimit = 10_000;
    private const int DefaultLimit = 50;
    private const string Id = "ID";
    private static readonly string[] Names = ["--sender", "--recipient", "--message-id", "--queue-id", "--client", "--since", "--until"];

    public static Command Create(ICommandRunner runner)
    {
        var limit = CommandParts.Count("--limit", "TraceLimitOption", MaxLimit);
        var trace = CommandParts.New(
            "trace",
            "Trace",
            CommandParts.Text(Names[0], "TraceSenderOption"),
            CommandParts.Text(Names[1], "TraceRecipientOption"),
            CommandParts.Text(Names[2], "TraceMessageIdOption"),
            CommandParts.Text(Names[3], "TraceQueueIdOption"),
            CommandParts.Text(Names[4], "TraceClientOption"),
            CommandParts.Text(Names[5], "TraceSinceOption"),
            CommandParts.Text(Names[6], "TraceUntilOption"),
            limit).Does(runner, (context, parsed) => List(context, parsed, parsed.GetValue(limit) ?? DefaultLimit));
        trace.Add(CommandParts.New("show", "TraceShow", CommandParts.Word(Id, "TraceIdArgument")).Does(runner, Show));
        return trace;
    }

    private static async Task<int> List(CommandContext context, ParseResult parsed, int limit)
    {
        if (Read(context, parsed, out var filter) is { } problem)
        {
            return CommandLine.Misused(context, parsed, problem);
        }

        await Flush(context);
        var findings = await context.Get<ITraceStorage>().Find(filter, limit, context.Cancellation);
        Warn(context, findings);
        if (context.Json)
        {
            context.WriteJson(findings.Messages.Select(TraceViews.Json));
        }
        else if (findings.Messages.Count == 0)
        {
            context.Out.WriteLine(CommandMessages.Get("TraceNothing"));
        }
        else
        {
            context.WriteTraces(findings.Messages);
            if (findings.Messages.Count == limit)
            {
                context.Out.WriteLine(CommandMessages.Get("TraceMore", limit));
            }
        }

        return 0;
    }

    private static async Task<int> Show(CommandContext context, ParseResult parsed)
    {
        var id = parsed.GetRequiredValue<string>(Id);
        await Flush(context);
        var findings = await context.Get<ITraceStorage>().Read(id, context.Cancellation);
        Warn(context, findings);
        if (findings.Messages is not [var message, ..])
        {
            return context.Refuse(CommandMessages.Get("TraceUnknown", id));
        }

        if (context.Json)
        {
            context.WriteJson(TraceViews.Json(message));
        }
        else
        {
            context.WriteTimeline(message);
        }

        return 0;
    }

    // What happened a moment ago is on its way to the file.
    private static async ValueTask Flush(CommandContext context)
    {
        try
        {
            await context.Get<MessageTrace>().Flush(context.Cancellation);
        }
        catch (IOException exception)
        {
            await context.Error.WriteLineAsync(CommandMessages.Get("TraceNotWritten", exception.Message));
        }
    }

    private static void Warn(CommandContext context, TraceFindings findings)
    {
        foreach (var unreadable in findings.Unreadable)
        {
            context.Error.WriteLine(CommandMessages.Get("TraceUnreadable", unreadable.File, unreadable.Reason));
        }
    }

    // Null, or what is wrong.
    private static string? Read(CommandContext context, ParseResult parsed, out TraceFilter filter)
    {
        filter = new TraceFilter
        {
            MessageId = parsed.GetValue<string?>(Names[2])?.Trim().TrimStart('<').TrimEnd('>'),
            QueueId = parsed.GetValue<string?>(Names[3]),
        };
        var (sender, recipient) = (parsed.GetValue<string?>(Names[0]), parsed.GetValue<string?>(Names[1]));
        if (!TryReadAddress(sender, allowsNull: true, out var senderKey))
        {
            return CommandMessages.Get("TraceBadAddress", sender);
        }

        if (!TryReadAddress(recipient, allowsNull: false, out var recipientKey))
        {
            return CommandMessages.Get("TraceBadAddress", recipient);
        }

        IPAddress? client = null;
        if (parsed.GetValue<string?>(Names[4]) is { } clientText && !IPAddress.TryParse(clientText.Trim('[', ']'), out client))
        {
            return CommandMessages.Get("TraceBadClient", clientText);
        }

        var now = context.Get<TimeProvider>().GetUtcNow();
        var (since, until) = (parsed.GetValue<string?>(Names[5]), parsed.GetValue<string?>(Names[6]));
        if (!TraceTime.TryParse(since, now, isEnd: false, out var from))
        {
            return CommandMessages.Get("TraceBadTime", since);
        }

        if (!TraceTime.TryParse(until, now, isEnd: true, out var to))
        {
            return CommandMessages.Get("TraceBadTime", until);
        }

        filter = filter with { Sender = senderKey, Recipient = recipientKey, Client = client, Since = from, Until = to };
        return null;
    }

    private static bool TryReadAddress(string? text, bool allowsNull, out string? key)
    {
        key = null;
        if (text is null)
        {
            return true;
        }

        if (text is "" or "<>")
        {
            key = "";
            return allowsNull;
        }

        if (text.StartsWith('@'))
        {
            key = DomainName.TryNormalize(text.AsSpan(1), out var domain) ? "@" + domain : text;
            return text.Length > 1;
        }

        key = Address.TryParse(text.TrimStart('<').TrimEnd('>'), out var address) ? address.ToString() : null;
        return key is not null;
    }
}

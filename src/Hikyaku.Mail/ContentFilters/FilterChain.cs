using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>The content filters beside one SMTP dialogue, asked in their order; each sees what those before it have changed.</summary>
public sealed class FilterChain : IAsyncDisposable
{
    private readonly List<Link> _links;
    private readonly Func<MessageWriter> _create;
    private readonly MessageTrace _trace;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private string _id = "";

    internal FilterChain(
        List<(ContentFilter Filter, FilterDialogue Dialogue)> dialogues, Func<MessageWriter> create, MessageTrace trace, TimeProvider time, ILogger logger)
    {
        _links = [.. dialogues.Select(pair => new Link(pair.Filter.Options, pair.Dialogue))];
        (_create, _trace, _time, _logger) = (create, trace, time, logger);
    }

    /// <summary>A message begins; null, or the refusal.</summary>
    public async ValueTask<SmtpStatus?> Mail(string id, FilterClient client, Envelope envelope, CancellationToken cancellation)
    {
        _id = id;
        foreach (var link in _links)
        {
            link.IsOut = link.Discards = false;
            if (await Ask(link, (dialogue, ct) => dialogue.Mail(id, client, envelope, ct), cancellation) is FilterAnswer.Refused refused)
                return refused.Status;
        }

        return null;
    }

    /// <summary>A recipient; null, or the refusal.</summary>
    public async ValueTask<SmtpStatus?> Rcpt(Recipient recipient, CancellationToken cancellation)
    {
        foreach (var link in _links)
        {
            if (await Ask(link, (dialogue, ct) => dialogue.Rcpt(recipient, ct), cancellation) is FilterAnswer.Refused refused)
                return refused.Status;
        }

        return null;
    }

    /// <summary>The whole message. The result says what is to become of it; its content is the caller's to dispose when it is another one.</summary>
    /// <exception cref="StoreUnavailableException">There is no room for a changed message.</exception>
    public async ValueTask<FilteredMessage> Message(FilterMessage message, CancellationToken cancellation)
    {
        var result = new FilteredMessage(message.Envelope, [.. message.Recipients], message.Content, null, false);
        var own = message.OwnLength;
        try
        {
            foreach (var link in _links)
            {
                if (link.Options.MaxSize > 0 && result.Content.Length > link.Options.MaxSize)
                    continue;

                var seen = new FilterMessage(message.Id, result.Envelope, result.Recipients, result.Content, own);
                switch (await Ask(link, (dialogue, ct) => dialogue.Message(seen, ct), cancellation))
                {
                    case FilterAnswer.Refused refused:
                        return await Dropped(message, result) with { Refusal = refused.Status };
                    case FilterAnswer.Discarded:
                        return await Dropped(message, result) with { IsDiscarded = true };
                    case FilterAnswer.Passed { Changes: { IsEmpty: false } changes }:
                        (result, own) = await Change(link, message, seen, result, changes, cancellation);
                        if (result.Refusal is not null)
                            return await Dropped(message, result);
                        break;
                }
            }

            return result.Recipients.Count > 0 ? result : await Dropped(message, result) with { IsDiscarded = true };
        }
        catch
        {
            await Dropped(message, result);
            throw;
        }
    }

    /// <summary>The message is over, or was given up.</summary>
    public async ValueTask Reset()
    {
        foreach (var link in _links)
            await link.Dialogue.Reset();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
            await link.Dialogue.DisposeAsync();
    }

    private async ValueTask<FilterAnswer> Ask(Link link, Func<FilterDialogue, CancellationToken, ValueTask<FilterAnswer>> ask, CancellationToken cancellation)
    {
        if (link.IsOut)
            return link.Discards ? new FilterAnswer.Discarded() : FilterAnswer.Pass;

        var answer = await AskOrFallBack(link, ask, cancellation);
        if (answer is FilterAnswer.Discarded)
            link.IsOut = link.Discards = true;
        if (answer is FilterAnswer.Refused refused)
            Tell(link, refused.Status.ToString());
        return answer;
    }

    private async ValueTask<FilterAnswer> AskOrFallBack(Link link, Func<FilterDialogue, CancellationToken, ValueTask<FilterAnswer>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask(link.Dialogue, cancellation);
        }
        catch (FilterFailedException e)
        {
            return Fallback(link, e.Message) is { } status ? new FilterAnswer.Refused(status) : FilterAnswer.Pass;
        }
    }

    // Null: the message goes on without the filter.
    private SmtpStatus? Fallback(Link link, string reason)
    {
        ContentFilterLog.Failed(_logger, _id, link.Options.Name, reason);
        Tell(link, $"failed: {reason}");
        link.IsOut = true;
        return link.Options.Fallback switch
        {
            FilterFallback.Accept => null,
            FilterFallback.Refuse => new SmtpStatus(554, new(5, 7, 1), "The message could not be checked"),
            _ => new SmtpStatus(451, new(4, 7, 1), "The message cannot be checked now, try again later"),
        };
    }

    private async ValueTask<(FilteredMessage Result, int Own)> Change(
        Link link, FilterMessage first, FilterMessage seen, FilteredMessage result, MessageChanges changes, CancellationToken cancellation)
    {
        var content = result.Content;
        var own = seen.OwnLength;
        try
        {
            if (changes.ChangesMessage)
            {
                (content, own) = await MessageRewriter.Rewrite(seen, changes, _create(), cancellation);
                if (!ReferenceEquals(result.Content, first.Content))
                    await result.Content.DisposeAsync();
            }
        }
        catch (FilterFailedException e)
        {
            return (result with { Refusal = Fallback(link, e.Message) }, own);
        }

        var envelope = changes.ChangesReversePath ? result.Envelope with { ReversePath = changes.ReversePath } : result.Envelope;
        envelope = envelope with { IsJunk = envelope.IsJunk || changes.IsJunk };
        if (changes.Quarantine is { } reason)
        {
            envelope = envelope with { HoldReason = $"{link.Options.Name}: {reason}" };
            Tell(link, $"held: {reason}");
        }

        return (result with { Envelope = envelope, Content = content, Recipients = changes.Recipients(result.Recipients) }, own);
    }

    private static async ValueTask<FilteredMessage> Dropped(FilterMessage first, FilteredMessage result)
    {
        if (!ReferenceEquals(result.Content, first.Content))
            await result.Content.DisposeAsync();
        return result with { Content = first.Content };
    }

    private void Tell(Link link, string what) =>
        _trace.Record(new TraceEvent(_id, TraceKind.Verdict, _time.GetUtcNow()) { Detail = link.Options.Name, Status = what });

    private sealed class Link(ContentFilterOptions options, FilterDialogue dialogue)
    {
        public ContentFilterOptions Options => options;

        public FilterDialogue Dialogue => dialogue;

        /// <summary>It is not asked any more about this message.</summary>
        public bool IsOut { get; set; }

        /// <summary>It wants the message dropped.</summary>
        public bool Discards { get; set; }
    }
}

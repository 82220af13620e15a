using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>One content filter beside one SMTP dialogue. Its calls come one after another, and throw <see cref="FilterFailedException"/> when the filter fails.</summary>
public abstract class FilterDialogue : IAsyncDisposable
{
    /// <summary>A message begins.</summary>
    /// <param name="id">Its name in the log and the trace.</param>
    /// <param name="client">Who sends; what it says of itself may have changed since the message before.</param>
    /// <param name="envelope">The sender.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public virtual ValueTask<FilterAnswer> Mail(string id, FilterClient client, Envelope envelope, CancellationToken cancellation) => new(FilterAnswer.Pass);

    /// <summary>A recipient that everybody else has taken.</summary>
    public virtual ValueTask<FilterAnswer> Rcpt(Recipient recipient, CancellationToken cancellation) => new(FilterAnswer.Pass);

    /// <summary>The whole message.</summary>
    public abstract ValueTask<FilterAnswer> Message(FilterMessage message, CancellationToken cancellation);

    /// <summary>The message is over, or was given up.</summary>
    public virtual ValueTask Reset() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

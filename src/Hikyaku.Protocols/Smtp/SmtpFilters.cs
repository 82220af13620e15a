using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Smtp;

/// <summary>The content filters beside one dialogue; none beside LMTP, whose mail another server of this house has taken.</summary>
internal sealed class SmtpFilters(ContentFilters filters)
{
    private FilterChain? _chain;
    private FilterClient? _client;

    /// <summary>A sender that this server would take; null, or the refusal.</summary>
    public async ValueTask<SmtpStatus?> Mail(SmtpDialogue dialogue, Envelope envelope)
    {
        if (dialogue.Mode == SmtpMode.Lmtp)
        {
            return null;
        }

        var client = ClientOf(dialogue);
        if (_client is null || client with { HeloName = _client.HeloName } != _client)
        {
            await Close();
            _chain = filters.Open(client);
        }

        _client = client;
        return _chain is null ? null : await _chain.Mail(envelope.TraceId, client, envelope, dialogue.Connection.Closed);
    }

    /// <summary>A recipient that this server would take; null, or the refusal.</summary>
    public ValueTask<SmtpStatus?> Rcpt(SmtpDialogue dialogue, Recipient recipient) =>
        _chain is null ? default : _chain.Rcpt(recipient, dialogue.Connection.Closed);

    /// <summary>A message that this server would take; null when nobody is to look at it.</summary>
    /// <param name="dialogue">The dialogue.</param>
    /// <param name="envelope">Its envelope.</param>
    /// <param name="content">Its octets.</param>
    /// <param name="ownLength">The octets of this server's own fields in front.</param>
    public async ValueTask<FilteredMessage?> Message(SmtpDialogue dialogue, Envelope envelope, MessageContent content, int ownLength) => _chain is null ? null
        : await _chain.Message(new FilterMessage(envelope.TraceId, envelope, dialogue.Transaction!.Recipients, content, ownLength), dialogue.Connection.Closed);

    /// <summary>The message is over, or was given up.</summary>
    public ValueTask Reset() => _chain?.Reset() ?? ValueTask.CompletedTask;

    /// <summary>The dialogue is over.</summary>
    public async ValueTask Close()
    {
        var chain = _chain;
        (_chain, _client) = (null, null);
        if (chain is not null)
        {
            await chain.DisposeAsync();
        }
    }

    private static FilterClient ClientOf(SmtpDialogue dialogue) => new()
    {
        Address = dialogue.Connection.Remote,
        HeloName = dialogue.HeloName,
        Account = dialogue.Account?.Address,
        Tls = dialogue.Connection.TlsNames,
        IsSubmission = dialogue.Mode == SmtpMode.Submission,
    };
}

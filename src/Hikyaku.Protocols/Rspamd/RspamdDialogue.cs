using System.Net;

using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Rspamd;

/// <summary>Shows each whole message to Rspamd's <c>/checkv2</c>.</summary>
internal sealed class RspamdDialogue(ContentFilterOptions options, HttpClient http, TimeProvider time) : FilterDialogue
{
    private FilterClient? _client;

    public override ValueTask<FilterAnswer> Mail(string id, FilterClient client, Envelope envelope, CancellationToken cancellation)
    {
        _client = client;
        return new(FilterAnswer.Pass);
    }

    public override async ValueTask<FilterAnswer> Message(FilterMessage message, CancellationToken cancellation)
    {
        using var limit = new FilterTime(options.Timeout, time, cancellation);
        try
        {
            return await limit.Within(async token =>
            {
                using var request = Request(message);
                using var response = await http.SendAsync(request, token);
                if (response.StatusCode != HttpStatusCode.OK)
                    throw new FilterFailedException($"it answers {(int)response.StatusCode}");

                return RspamdResult.Parse(await response.Content.ReadAsByteArrayAsync(token)) is { } result
                    ? RspamdAnswers.Of(result) : throw new FilterFailedException("its answer is not what /checkv2 gives");
            });
        }
        catch (HttpRequestException e)
        {
            throw new FilterFailedException((e.InnerException as FilterFailedException)?.Message ?? e.Message, e);
        }
    }

    private HttpRequestMessage Request(FilterMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/checkv2") { Content = new StreamContent(message.OpenRead()) };
        request.Content.Headers.ContentLength = message.Content.Length - message.OwnLength;
        Add(request, "Queue-Id", message.Id);
        Add(request, "From", message.Envelope.ReversePath?.ToString() ?? "");
        foreach (var recipient in message.Recipients)
            Add(request, "Rcpt", recipient.Address.ToString());
        if (_client is not { } client)
            return request;

        Add(request, "IP", client.Address.Address.ToString());
        Add(request, "Helo", client.HeloName);
        Add(request, "User", client.Account);
        Add(request, "TLS-Version", client.Tls?.Version);
        Add(request, "TLS-Cipher", client.Tls?.Cipher);
        return request;
    }

    // Names that are not ASCII cannot stand in a field of HTTP.
    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null && !value.Any(c => c is < ' ' or > '~'))
            request.Headers.TryAddWithoutValidation(name, value);
    }
}

namespace Hikyaku.Mail.ContentFilters;

/// <summary>A program beside this server that looks at mail: a milter, Rspamd, a virus scanner.</summary>
/// <param name="options">What the administrator chose.</param>
public abstract class ContentFilter(ContentFilterOptions options) : IDisposable
{
    /// <summary>What the administrator chose.</summary>
    public ContentFilterOptions Options => options;

    /// <summary>Begins a dialogue with it beside one of SMTP; nothing is sent yet.</summary>
    public abstract FilterDialogue Open(FilterClient client);

    /// <summary>Lets go of connections that it keeps; no dialogue may be open.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Tries whether it answers. Null: it does; else why not, in English.</summary>
    public abstract ValueTask<string?> Probe(CancellationToken cancellation);
}

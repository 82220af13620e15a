using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>The programs beside this server that look at mail, as the administrator chose them.</summary>
public sealed class ContentFilters
{
    private readonly Dictionary<string, FilterKind> _kinds;
    private readonly Settings.Settings _settings;
    private readonly Func<MessageWriter> _create;
    private readonly MessageTrace _trace;
    private readonly TimeProvider _time;
    private readonly ILogger<ContentFilters> _logger;
    private volatile Chosen _chosen = new(ContentFilterList.None, []);

    internal ContentFilters(
        IEnumerable<FilterKind> kinds, Settings.Settings settings, Func<MessageWriter> create, MessageTrace trace, TimeProvider time, ILogger<ContentFilters> logger)
    {
        _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
        (_settings, _create, _trace, _time, _logger) = (settings, create, trace, time, logger);
    }

    /// <summary>The kinds that can be chosen.</summary>
    public IEnumerable<string> Kinds => _kinds.Keys.Order(StringComparer.Ordinal);

    /// <summary>A filter with these options; null when its kind is not known.</summary>
    public ContentFilter? Create(ContentFilterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _kinds.TryGetValue(options.Kind, out var kind) ? kind.Create(options) : null;
    }

    /// <summary>Begins to ask them beside a dialogue; null when none of them sees this client's mail.</summary>
    public FilterChain? Open(FilterClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        List<(ContentFilter, FilterDialogue)>? dialogues = null;
        foreach (var filter in Current())
        {
            if (filter.Options.Sees(client))
                (dialogues ??= []).Add((filter, filter.Open(client)));
        }

        return dialogues is null ? null : new FilterChain(dialogues, _create, _trace, _time, _logger);
    }

    private ContentFilter[] Current()
    {
        var list = _settings.Get(ContentFilterSettings.Filters);
        var chosen = _chosen;
        // The old ones are not disposed: dialogues may still use them, and idle connections end by themselves.
        if (!ReferenceEquals(chosen.List, list))
            _chosen = chosen = new Chosen(list, [.. list.All.Select(Create).OfType<ContentFilter>()]);
        return chosen.Filters;
    }

    private sealed record Chosen(ContentFilterList List, ContentFilter[] Filters);
}

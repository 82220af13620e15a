namespace Hikyaku.Mail.ContentFilters;

/// <summary>A kind of content filter that this server can talk to.</summary>
/// <param name="Name">The word in <c>hikyaku content-filter add</c>: milter, rspamd, clamd.</param>
/// <param name="Create">Makes one.</param>
public sealed record FilterKind(string Name, Func<ContentFilterOptions, ContentFilter> Create);

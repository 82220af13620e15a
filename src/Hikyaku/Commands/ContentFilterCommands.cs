using System.CommandLine;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku content-filter …</c></summary>
internal static class ContentFilterCommands
{
    private const string Name = "NAME";
    private const string Kind = "KIND";
    private const string Where = "WHERE";
    private const string Timeout = "--timeout";
    private const string MaxSize = "--max-size";

    public static Command Create(ICommandRunner runner)
    {
        var scope = CommandParts.Choice("--for", "ContentFilterScopeOption", [.. Enum.GetValues<FilterScope>().Select(value => (Word(value), value))]);
        var fallback = CommandParts.Choice("--otherwise", "ContentFilterFallbackOption", [.. Enum.GetValues<FilterFallback>().Select(value => (Word(value), value))]);
        return CommandParts.Group(
            "content-filter",
            "ContentFilter",
            CommandParts.New(
                "add", "ContentFilterAdd", NameArgument(), CommandParts.Word(Kind, "ContentFilterKindArgument"), CommandParts.Word(Where, "ContentFilterWhereArgument"),
                scope, fallback, CommandParts.Text(Timeout, "ContentFilterTimeoutOption"), CommandParts.Text(MaxSize, "ContentFilterSizeOption"))
                .DoesFirst(runner, (context, parsed) => Add(context, parsed, parsed.GetValue(scope), parsed.GetValue(fallback))),
            CommandParts.New("list", "ContentFilterList").Does(runner, List),
            CommandParts.New("remove", "ContentFilterRemove", NameArgument()).Does(runner, Remove),
            CommandParts.New("test", "ContentFilterTest", NameArgument()).Does(runner, Test));
    }

    private static Argument<string> NameArgument() => CommandParts.Word(Name, "ContentFilterNameArgument");

    private static async Task<int> Add(CommandContext context, ParseResult parsed, FilterScope? scope, FilterFallback? fallback)
    {
        var (name, kind, where) = (parsed.GetRequiredValue<string>(Name), parsed.GetRequiredValue<string>(Kind), parsed.GetRequiredValue<string>(Where));
        var kinds = context.Get<ContentFilters>().Kinds.ToList();
        if (!ContentFilterOptions.IsName(name))
        {
            return context.Refuse(CommandMessages.Get("ContentFilterBadName", name));
        }

        if (!kinds.Contains(kind))
        {
            return context.Refuse(CommandMessages.Get("ContentFilterBadKind", kind, string.Join(", ", kinds)));
        }

        if (!FilterEndPoint.TryParse(where, out var endPoint))
        {
            return context.Refuse(CommandMessages.Get("ContentFilterBadWhere", where));
        }

        var options = new ContentFilterOptions(name, kind, endPoint) { Scope = scope ?? FilterScope.Inbound, Fallback = fallback ?? FilterFallback.Defer };
        return Limited(options, parsed.GetValue<string?>(Timeout), parsed.GetValue<string?>(MaxSize), out var problem) is { } limited
            ? await Save(context, limited)
            : context.Refuse(problem);
    }

    private static ContentFilterOptions? Limited(ContentFilterOptions options, string? timeoutText, string? sizeText, out string problem)
    {
        problem = "";
        var (timeout, size) = (options.Timeout, options.MaxSize);
        if (timeoutText is not null && (!TimeSpanText.TryParse(timeoutText, out timeout) || timeout < TimeSpan.FromSeconds(1) || timeout > TimeSpan.FromMinutes(10)))
        {
            problem = CommandMessages.Get("ContentFilterBadTimeout", timeoutText);
        }
        else if (sizeText is not null && !ByteSize.TryParse(sizeText, out size))
        {
            problem = CommandMessages.Get("ContentFilterBadSize", sizeText);
        }

        return problem.Length == 0 ? options with { Timeout = timeout, MaxSize = size } : null;
    }

    private static async Task<int> Save(CommandContext context, ContentFilterOptions options)
    {
        var list = Filters(context);
        return list.Find(options.Name) is null && !list.HasRoom
            ? context.Refuse(CommandMessages.Get("ContentFilterTooMany"))
            : await Change(context, list.With(options), options);
    }

    private static async Task<int> Remove(CommandContext context, ParseResult parsed)
    {
        var name = parsed.GetRequiredValue<string>(Name);
        return Filters(context).Find(name) is { } options
            ? await Change(context, Filters(context).Without(name), options)
            : context.Refuse(CommandMessages.Get("ContentFilterUnknown", name));
    }

    private static async Task<int> Test(CommandContext context, ParseResult parsed)
    {
        var name = parsed.GetRequiredValue<string>(Name);
        if (Filters(context).Find(name) is not { } options || context.Get<ContentFilters>().Create(options) is not { } filter)
        {
            return context.Refuse(CommandMessages.Get("ContentFilterUnknown", name));
        }

        using (filter)
        {
            if (await filter.Probe(context.Cancellation) is { } problem)
            {
                return context.Refuse(CommandMessages.Get("ContentFilterFails", name, options.EndPoint, problem));
            }
        }

        context.Out.WriteLine(CommandMessages.Get("ContentFilterAnswers", name, options.EndPoint));
        return 0;
    }

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var all = Filters(context).All;
        if (context.Json)
        {
            context.WriteJson(all.Select(Json));
            return Task.FromResult(0);
        }

        foreach (var options in all)
        {
            context.Out.WriteLine(Text(options));
        }

        return Task.FromResult(0);
    }

    private static ContentFilterList Filters(CommandContext context) => context.Get<Settings>().Get(ContentFilterSettings.Filters);

    private static async Task<int> Change(CommandContext context, ContentFilterList list, ContentFilterOptions options)
    {
        var change = await context.Get<Settings>().Set(ContentFilterSettings.Filters.Key, list.ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => Json(options), _ => Text(options));
    }

    private static string Text(ContentFilterOptions options) =>
        $"{options.Name}  {options.Kind}  {options.EndPoint}  {Word(options.Scope)}  {Word(options.Fallback)}  {TimeSpanText.Format(options.Timeout)}"
        + (options.MaxSize > 0 ? $"  {ByteSize.Format(options.MaxSize)}" : "");

    private static object Json(ContentFilterOptions options) => new
    {
        options.Name,
        options.Kind,
        Where = options.EndPoint.ToString(),
        For = Word(options.Scope),
        Otherwise = Word(options.Fallback),
        Timeout = TimeSpanText.Format(options.Timeout),
        options.MaxSize,
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

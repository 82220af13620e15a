using System.CommandLine;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary>Commands, arguments and options with their descriptions; a wrong value is wrong usage.</summary>
internal static class CommandParts
{
    /// <summary>Stands for "no limit" where null means "not given".</summary>
    public const long NoLimit = -1;

    private static readonly (string Name, Services Service)[] ServiceNames =
    [
        ("smtp", Services.Smtp), ("imap", Services.Imap), ("pop3", Services.Pop3), ("web", Services.Web), ("managesieve", Services.ManageSieve),
        ("relay", Services.Relay),
    ];

    public static Command Group(string name, string text, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, CommandMessages.Get(text));
        foreach (var command in commands)
        {
            group.Add(command);
        }

        return group;
    }

    public static Command New(string name, string text, params ReadOnlySpan<Symbol> parts)
    {
        var command = new Command(name, CommandMessages.Get(text));
        foreach (var part in parts)
        {
            if (part is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)part);
            }
        }

        return command;
    }

    public static Command Does(this Command command, ICommandRunner runner, CommandWork work)
    {
        command.Action = new RunnerAction(runner, work);
        return command;
    }

    /// <summary>As <see cref="Does"/>, for a command that may be the first one of a data folder; where it is not to make one, it runs on a passing one.</summary>
    public static Command DoesFirst(this Command command, ICommandRunner runner, CommandWork work, Func<ParseResult, bool>? makesFolder = null)
    {
        command.Action = new RunnerAction(runner, work) { IsFirst = true, MakesFolder = makesFolder ?? (_ => true) };
        return command;
    }

    public static Argument<string> Word(string name, string text) => new(name) { Description = CommandMessages.Get(text) };

    public static Option<bool> Switch(string name, string text) => new(name) { Description = CommandMessages.Get(text) };

    public static Option<string?> Text(string name, string text) => new(name) { Description = CommandMessages.Get(text) };

    public static Option<string[]?> Texts(string name, string text) =>
        new(name) { Description = CommandMessages.Get(text), AllowMultipleArgumentsPerToken = true };

    public static Option<YesNo?> YesNo(string name, string text) =>
        Choice(name, text, ("yes", Commands.YesNo.Yes), ("no", Commands.YesNo.No));

    /// <summary>What was chosen; null: the option was not given.</summary>
    public static bool? Flag(this ParseResult parsed, Option<YesNo?> option) =>
        parsed.GetValue(option) is { } given ? given == Commands.YesNo.Yes : null;

    public static Option<long?> Size(string name, string text) => Parsed<long?>(name, text, "5GiB|500MB|none", static (string word, out long? value) =>
    {
        var read = ByteSize.TryParse(word, out var octets);
        value = octets;
        return read;
    });

    public static Option<long?> Number(string name, string text) => Parsed<long?>(name, text, "NUMBER|none", static (string word, out long? value) =>
    {
        var none = word.Equals("none", StringComparison.OrdinalIgnoreCase);
        var read = long.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number);
        value = none ? 0 : number;
        return none || read;
    });

    public static Option<int?> Count(string name, string text, int max) => Parsed<int?>(name, text, $"1-{max}", (string word, out int? value) =>
    {
        var read = int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number);
        value = number;
        return read && number >= 1 && number <= max;
    });

    /// <summary>Whether an option was written.</summary>
    public static bool IsGiven(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    public static Option<long?> SizeLimit(string name, string text) => Limit(name, text, "100GiB|none", ByteSize.TryParse);

    public static Option<long?> CountLimit(string name, string text) => Limit(name, text, "NUMBER|none", static (string word, out long value) =>
        long.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value) && value <= int.MaxValue);

    public static Option<Services?> ServiceList(string name, string text) =>
        Parsed<Services?>(name, text, string.Join(',', ServiceNames.Select(known => known.Name)), TryParseServices);

    public static Option<T?> Choice<T>(string name, string text, params (string Word, T Value)[] choices)
        where T : struct => Parsed<T?>(name, text, string.Join('|', choices.Select(choice => choice.Word)), (string word, out T? value) =>
    {
        var found = choices.Where(choice => choice.Word.Equals(word, StringComparison.OrdinalIgnoreCase)).Take(1).ToList();
        value = found.Count == 1 ? found[0].Value : null;
        return found.Count == 1;
    });

    /// <summary>The names of services, as <see cref="ServiceList"/> reads them.</summary>
    public static IEnumerable<string> Names(Services services) =>
        ServiceNames.Where(known => services.HasFlag(known.Service)).Select(known => known.Name);

    private delegate bool WordParser<T>(string word, out T value);

    private static Option<long?> Limit(string name, string text, string form, WordParser<long> parse) =>
        Parsed<long?>(name, text, form, (string word, out long? value) =>
        {
            var none = word.Equals("none", StringComparison.OrdinalIgnoreCase);
            var read = parse(word, out var number);
            value = none ? NoLimit : number;
            return none || read;
        });

    private static bool TryParseServices(string word, out Services? value)
    {
        value = Services.None;
        foreach (var name in word.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var service = ServiceNames.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Service;
            service = name is "all" ? Services.All : service;
            if (service == Services.None && name is not "none")
            {
                return false;
            }

            value |= service;
        }

        return true;
    }

    private static Option<T> Parsed<T>(string name, string text, string form, WordParser<T> parse) => new(name)
    {
        Description = CommandMessages.Get(text),
        HelpName = form,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            if (result.Tokens.Count == 1 && parse(result.Tokens[0].Value, out var value))
            {
                return value;
            }

            result.AddError(CommandMessages.Get("BadValue", result.Tokens.Count == 0 ? "" : result.Tokens[0].Value, name, form));
            return default!;
        },
    };
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Resources;

namespace Hikyaku.Commands;

/// <summary>What the library says of a wrong command, in our words: it has some of its sentences in English only, whatever the language.</summary>
internal static class UsageErrors
{
    private static readonly ResourceManager Library = new("System.CommandLine.Properties.Resources", typeof(RootCommand).Assembly);

    // The library's keys, which are ours too.
    private static readonly string[] Keys =
    [
        "UnrecognizedCommandOrArgument", "RequiredCommandWasNotProvided", "CommandRequiredArgumentMissing", "OptionRequiredArgumentMissing",
        "RequiredOptionWasNotProvided", "OptionExpectsOneArgument", "ArgumentConversionCannotParseForOption", "ArgumentConversionCannotParseForCommand",
        "ArgumentConversionCannotParse",
    ];

    /// <summary>The sentence for people; one that the library does not make is left as it is.</summary>
    public static string Text(string message)
    {
        foreach (var key in Keys)
        {
            if (Library.GetString(key, CultureInfo.CurrentUICulture) is { } template && Values(template, message) is { } values)
            {
                return CommandMessages.Get("Usage." + key, values);
            }
        }

        return message;
    }

    /// <summary>
    /// A word that looks like an option and was taken for an address or the like, since no option has that name; null: there is none. Behind "--" all is
    /// taken as it is.
    /// </summary>
    public static string? StrayOption(ParseResult parsed)
    {
        var literal = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        return parsed.CommandResult.Children
            .Where(child => child is ArgumentResult or OptionResult { Option.AllowMultipleArgumentsPerToken: true })
            .SelectMany(child => child.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(word => LooksLikeOption(word) && !literal.Contains(word));
    }

    private static bool LooksLikeOption(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) || (word.Length > 1 && word[0] == '-' && char.IsAsciiLetter(word[1]) && !word.Contains('@', StringComparison.Ordinal));

    // What stands in a message at the places that a template such as "Option '{0}' is required." leaves; null: it is another sentence.
    private static object?[]? Values(string template, string message)
    {
        var values = new object?[4];
        for (var (rest, place) = (template, template.IndexOf('{', StringComparison.Ordinal)); ; place = rest.IndexOf('{', StringComparison.Ordinal))
        {
            if (place < 0)
            {
                return message == rest ? values : null;
            }

            if (!message.StartsWith(rest[..place], StringComparison.Ordinal))
            {
                return null;
            }

            (message, var number) = (message[place..], rest[place + 1] - '0');
            rest = rest[(place + 3)..];
            var next = rest.IndexOf('{', StringComparison.Ordinal);
            var end = next < 0 ? message.Length - rest.Length : message.IndexOf(rest[..next], StringComparison.Ordinal);
            if (end < 0)
            {
                return null;
            }

            (values[number], message) = (message[..end], message[end..]);
        }
    }
}

using System.CommandLine;
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

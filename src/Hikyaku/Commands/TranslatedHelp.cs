using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hikyaku.Commands;

/// <summary>The library's help, with what it knows in English only.</summary>
internal sealed class TranslatedHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;

        // As many columns as the library's word, since a second column follows.
        output.Write(text.ToString()
            .Replace("Description:", CommandMessages.Get("HelpHeading"), StringComparison.Ordinal)
            .Replace("(REQUIRED)", CommandMessages.Get("HelpRequired"), StringComparison.Ordinal));
        return code;
    }
}

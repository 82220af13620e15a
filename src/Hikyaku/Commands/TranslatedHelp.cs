using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hikyaku.Commands;

/// <summary>The library's help, with the one heading that it knows in English only.</summary>
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
        output.Write(text.ToString().Replace("Description:", CommandMessages.Get("HelpHeading"), StringComparison.Ordinal));
        return code;
    }
}

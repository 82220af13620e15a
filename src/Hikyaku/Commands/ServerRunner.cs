using System.CommandLine;
using System.Globalization;

namespace Hikyaku.Commands;

/// <summary>Runs commands with services that are there already.</summary>
internal sealed class ServerRunner(IServiceProvider services, ITerminal terminal) : ICommandRunner
{
    public Task<int> Run(CommandWork work, ParseResult parsed, CancellationToken cancellation) =>
        work(new CommandContext(services, terminal, CommandLine.IsJson(parsed), CultureInfo.CurrentUICulture, cancellation), parsed);
}

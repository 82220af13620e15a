using System.CommandLine;

namespace Hikyaku.Commands;

/// <summary>Runs the work of a command where the data folder is open: in this process, or in the server that holds it.</summary>
internal interface ICommandRunner
{
    /// <summary>Runs it and returns the exit code.</summary>
    Task<int> Run(CommandWork work, ParseResult parsed, CancellationToken cancellation);
}

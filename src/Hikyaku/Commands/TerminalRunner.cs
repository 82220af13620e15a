using System.CommandLine;
using Hikyaku.Control;
using Hikyaku.Hosting;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Commands;

/// <summary>Runs commands typed in this process: the server that has the data folder does them, or this process opens the folder itself.</summary>
internal sealed class TerminalRunner(IReadOnlyList<string> arguments, ITerminal terminal) : ICommandRunner
{
    public async Task<int> Run(CommandWork work, ParseResult parsed, CancellationToken cancellation)
    {
        var loaded = ConfigurationFile.Load(CommandLine.Config(parsed));
        if (loaded.Configuration is not { } configuration)
        {
            foreach (var problem in loaded.Problems)
            {
                await terminal.Error.WriteLineAsync(problem.ToString());
            }

            return 1;
        }

        return await ControlClient.Run(configuration.DataFolder, arguments, terminal, cancellation)
            ?? await RunHere(work, parsed, configuration, cancellation);
    }

    private async Task<int> RunHere(CommandWork work, ParseResult parsed, Configuration configuration, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(configuration.DataFolder, "hikyaku.db")) || (parsed.Action is RunnerAction { IsFirst: true } first && first.MakesFolder(parsed)))
        {
            return await RunIn(work, parsed, configuration, cancellation);
        }

        if (parsed.Action is not RunnerAction { IsFirst: true })
        {
            await terminal.Error.WriteLineAsync(CommandMessages.Get("NoDataFolder", configuration.DataFolder));
            return 1;
        }

        await terminal.Error.WriteLineAsync(CommandMessages.Get("PassingFolder", configuration.DataFolder));
        var passing = Directory.CreateTempSubdirectory("hikyaku-");
        try
        {
            return await RunIn(work, parsed, configuration with { DataFolder = passing.FullName }, cancellation);
        }
        finally
        {
            passing.Delete(recursive: true);
        }
    }

    private async Task<int> RunIn(CommandWork work, ParseResult parsed, Configuration configuration, CancellationToken cancellation)
    {
        if (DataFolder.Create(configuration.DataFolder) is { } problem)
        {
            await terminal.Error.WriteLineAsync(problem);
            return 1;
        }

        var services = new ServiceCollection().AddHikyaku(configuration).AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        await using var provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<StoreLifetime>().Start(cancellation);
        }
        catch (DataFolderInUseException e)
        {
            await terminal.Error.WriteLineAsync(CommandMessages.Get("FolderInUse", e.Folder, e.ProcessId));
            return 1;
        }
        catch (IOException e)
        {
            await terminal.Error.WriteLineAsync(StartFailure.Text(e));
            return 1;
        }

        return await new ServerRunner(provider, terminal).Run(work, parsed, cancellation);
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using Hikyaku.Hosting;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

namespace Hikyaku.Commands;

/// <summary>What a command does that needs the data folder.</summary>
internal sealed class RunnerAction(ICommandRunner runner, CommandWork work) : AsynchronousCommandLineAction
{
    /// <summary>Whether it runs also where there is no data folder yet.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether it makes a data folder then; else one that is gone after it.</summary>
    public Func<ParseResult, bool> MakesFolder { get; init; } = _ => false;

    public override async Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default)
    {
        var error = parseResult.InvocationConfiguration.Error;
        try
        {
            return await runner.Run(work, parseResult, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync(CommandMessages.Get("Cancelled"));
        }
        catch (UnauthorizedAccessException e)
        {
            await error.WriteLineAsync(e.Message);
        }
        catch (Exception e) when (e is DataFolderTooNewException or DatabaseDamagedException or SettingSealedException or StoreUnavailableException or DbException)
        {
            await error.WriteLineAsync(StartFailure.Text(e));
        }
        catch (IOException e)
        {
            await error.WriteLineAsync(CommandMessages.Get("Failed", e.Message));
        }
#pragma warning disable CA1031 // An operator gets a sentence, never a stack trace; HIKYAKU_TRACE shows it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(CommandMessages.Get("Bug", e.GetType().Name, e.Message));
            if (Environment.GetEnvironmentVariable("HIKYAKU_TRACE") is { Length: > 0 })
            {
                await error.WriteLineAsync(e.ToString());
            }
        }

        return 1;
    }
}

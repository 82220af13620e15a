using System.CommandLine;
using System.Runtime.InteropServices;
using Hikyaku.Hosting;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku serve</c>: runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(Option<string?> config)
    {
        var verbose = new Option<bool>("--verbose") { Description = CommandTexts.Get("VerboseOption") };
        var command = new Command("serve", CommandTexts.Get("ServeCommand")) { verbose };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(config), parsed.GetValue(verbose), ct));
        return command;
    }

    public static async Task<int> Run(string? path, bool verbose, CancellationToken ct)
    {
        if (ConfigurationErrors.Print(ConfigurationFile.Load(path)) is not { } configuration)
            return 1;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = false });
        await using var server = new HikyakuServer(configuration, output, services => services.AddConsoleLog(output, verbose));
        if (await server.Start(CancellationToken.None) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }

        await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await output.WriteLineAsync(HostingTexts.Get("Stopping"));
        await output.FlushAsync(CancellationToken.None);
        return 0;
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}

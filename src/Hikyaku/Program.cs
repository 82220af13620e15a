using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Hikyaku.Commands;
using Hikyaku.Storage.Journal;

// Before anything reads mail: ISO-2022-JP and code page 932 are not known without it.
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

FileModes.KeepToOwner();
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = OperatorCulture.FromEnvironment();
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var terminal = new ConsoleTerminal();
return await CommandLine.Run(args, new TerminalRunner(args, terminal), terminal, isRemote: false, stop.Token);

// The first signal ends a command in order, a second one at once.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

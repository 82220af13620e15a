using System.Globalization;
using System.Text;
using Hikyaku.Commands;

// Before anything reads mail: ISO-2022-JP and code page 932 are not known without it.
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = OperatorCulture.FromEnvironment();
var terminal = new ConsoleTerminal();
return await CommandLine.Run(args, new TerminalRunner(args, terminal), terminal, isRemote: false, CancellationToken.None);

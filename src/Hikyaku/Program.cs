using System.CommandLine;
using System.Text;
using Hikyaku.Commands;

const int WrongUsage = 2;

// Before anything reads mail: ISO-2022-JP and code page 932 are not known without it.
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

// The server stops by itself when it is told to; the library would end the process after two seconds.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
var command = CommandLine.Root().Parse(args);
var result = await command.InvokeAsync(invocation);
return command.Errors.Count > 0 ? WrongUsage : result;

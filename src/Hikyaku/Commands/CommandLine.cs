using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hikyaku.Commands;

/// <summary>The tree of all commands.</summary>
internal static class CommandLine
{
    /// <summary>Exit code for a command that is not written as it should be.</summary>
    public const int WrongUsage = 2;

    /// <summary>The commands that work on the data folder, in the server or here.</summary>
    private static readonly Func<ICommandRunner, Command>[] Commands =
    [
        DomainCommands.Create,
        AccountCommands.Create,
        AliasCommands.Create,
        MailboxCommands.Create,
        AdminCommands.Create,
        SettingCommands.Create,
        AuditCommands.Create,
        StoreCommands.Create,
        QueueCommands.Create,
        RouteCommands.Create,
        CheckCommands.Create,
        ContentFilterCommands.Create,
        SendingCommands.Create,
        SourceCommands.Create,
        TlsCommands.Create,
        SrsCommands.Create,
        BackupCommands.Create,
        TraceCommands.Create,
        ImportCommands.Create,
        ExportCommands.Create,
    ];

    /// <summary>Parses and runs a command.</summary>
    /// <param name="arguments">Everything after the program's name.</param>
    /// <param name="runner">Runs what needs the data folder.</param>
    /// <param name="terminal">Where it was typed.</param>
    /// <param name="isRemote">Whether it came to the server by the control socket: then only commands that need the data folder are done.</param>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    /// <returns>0 done, 1 refused or failed, 2 wrong usage.</returns>
    public static async Task<int> Run(
        IReadOnlyList<string> arguments, ICommandRunner runner, ITerminal terminal, bool isRemote, CancellationToken cancellation)
    {
        // No response files: an argument such as @example.test is not the name of one.
        var parsed = Root(runner).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await terminal.Error.WriteLineAsync(UsageErrors.Text(error.Message));
            }

            await terminal.Error.WriteLineAsync(CommandMessages.Get("SeeHelp", Path(parsed)));
            return WrongUsage;
        }

        if (UsageErrors.StrayOption(parsed) is { } stray)
        {
            await terminal.Error.WriteLineAsync(CommandMessages.Get("Usage.UnrecognizedCommandOrArgument", stray));
            await terminal.Error.WriteLineAsync(CommandMessages.Get("SeeHelp", Path(parsed)));
            return WrongUsage;
        }

        if (isRemote && parsed.Action is not RunnerAction)
        {
            return WrongUsage;
        }

        // The server stops by itself when it is told to; the library would end the process after two seconds.
        var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(invocation, cancellation);
    }

    /// <summary>Says what is wrong with the words of a command that only its work could see.</summary>
    public static int Misused(CommandContext context, ParseResult parsed, string text)
    {
        context.Error.WriteLine(text);
        context.Error.WriteLine(CommandMessages.Get("SeeHelp", Path(parsed)));
        return WrongUsage;
    }

    /// <summary>Whether output is wanted for programs.</summary>
    public static bool IsJson(ParseResult parsed) => parsed.GetValue<bool>("--json");

    /// <summary>The configuration file that was named, if any.</summary>
    public static string? Config(ParseResult parsed) => parsed.GetValue<string?>("--config");

    private static RootCommand Root(ICommandRunner runner)
    {
        var config = new Option<string?>("--config") { Description = CommandTexts.Get("ConfigOption"), Recursive = true };
        var json = new Option<bool>("--json") { Description = CommandTexts.Get("JsonOption"), Recursive = true };
        var root = new RootCommand(CommandTexts.Get("RootCommand")) { config, json };
        root.Add(ServeCommand.Create(config));
        root.Add(DoctorCommand.Create(config));
        foreach (var create in Commands)
        {
            root.Add(create(runner));
        }

        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction action } help)
            {
                help.Description = CommandMessages.Get("HelpOption");
                help.Action = new TranslatedHelp(action);
            }
            else if (option is VersionOption)
            {
                option.Description = CommandMessages.Get("VersionOption");
            }
        }

        // Without a command the server runs, so that a first try needs no reading.
        root.SetAction((parsed, ct) => ServeCommand.Run(parsed.GetValue(config), verbose: false, ct));
        return root;
    }

    private static string Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(result.Command is RootCommand ? "hikyaku" : result.Command.Name);
        }

        return string.Join(' ', names);
    }
}

using System.CommandLine;

namespace Hikyaku.Commands;

/// <summary>The tree of all commands.</summary>
internal static class CommandLine
{
    public static RootCommand Root()
    {
        var config = new Option<string?>("--config") { Description = CommandTexts.Get("ConfigOption"), Recursive = true };
        var root = new RootCommand(CommandTexts.Get("RootCommand")) { config };
        root.Add(ServeCommand.Create(config));
        root.Add(DoctorCommand.Create(config));

        // Without a command the server runs, so that a first try needs no reading.
        root.SetAction((parsed, ct) => ServeCommand.Run(parsed.GetValue(config), verbose: false, ct));
        return root;
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hikyaku.Mail.Directory;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Hikyaku.Commands;

/// <summary>What a command works with, in the server or in its own process alike.</summary>
/// <param name="Services">Everything of the opened data folder.</param>
/// <param name="Terminal">Where it was typed.</param>
/// <param name="Json">Whether output is for programs.</param>
/// <param name="Culture">The operator's language.</param>
/// <param name="Cancellation">Cancelled by Ctrl-C.</param>
internal sealed record CommandContext(IServiceProvider Services, ITerminal Terminal, bool Json, CultureInfo Culture, CancellationToken Cancellation)
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public TextWriter Out => Terminal.Out;

    public TextWriter Error => Terminal.Error;

    /// <summary>The operator, for audit records.</summary>
    public Actor Actor => new(Actor.CommandLineKind, Terminal.User, null);

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A full path, relative to where the command was typed.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Terminal.Folder);

    /// <summary>A console for tables and progress that writes to <see cref="Out"/>; flush <see cref="Out"/> to show progress.</summary>
    public IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Terminal.IsTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Terminal.IsTerminal ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = Terminal.IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(Out),
        });
        console.Profile.Width = Math.Max(40, Terminal.Width);
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>Writes an object for programs.</summary>
    public void WriteJson(object value) => Out.WriteLine(JsonSerializer.Serialize(value, JsonOptions));

    /// <summary>Says why nothing was done; the exit code is 1.</summary>
    public int Refuse(string text)
    {
        Error.WriteLine(text);
        return 1;
    }

    /// <summary>Says what was done, as a sentence or as an object.</summary>
    public int Report<T>(DirectoryChange<T> change, Func<T, object> json, Func<T, string> text)
    {
        if (change is DirectoryChange<T>.Refused refused)
        {
            return Refuse(refused.Refusal.Text(Culture));
        }

        var value = ((DirectoryChange<T>.Done)change).Value;
        if (Json)
        {
            WriteJson(json(value));
        }
        else
        {
            Out.WriteLine(text(value));
        }

        return 0;
    }

    /// <summary>Asks before something is destroyed; without a terminal, only --yes counts.</summary>
    public async ValueTask<bool> Confirm(string question, bool yes)
    {
        if (yes)
        {
            return true;
        }

        if (!Terminal.IsInteractive)
        {
            await Error.WriteLineAsync(CommandMessages.Get("NeedsYes", question));
            return false;
        }

        await Error.WriteAsync(CommandMessages.Get("Confirm", question));
        await Error.FlushAsync(Cancellation);
        var answer = (await Terminal.ReadLine(secret: false, Cancellation))?.Trim() ?? "";
        return answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase) || answer is "はい";
    }
}

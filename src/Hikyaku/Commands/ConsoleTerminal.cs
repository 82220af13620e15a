using System.Text;

namespace Hikyaku.Commands;

/// <summary>The console of this process.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    private const int WidthOfNoTerminal = 1000;

    public TextWriter Out => Console.Out;

    public TextWriter Error => Console.Error;

    public int Width => IsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : WidthOfNoTerminal;

    public bool IsTerminal { get; } = !Console.IsOutputRedirected;

    public bool IsInteractive { get; } = !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public string Folder => Environment.CurrentDirectory;

    public string User => Environment.UserName;

    public async ValueTask<string?> ReadLine(bool secret, CancellationToken cancellation) =>
        secret && IsInteractive
            ? await Task.Run(ReadSecret, cancellation).WaitAsync(cancellation)
            : await Task.Run(Console.In.ReadLine, cancellation).WaitAsync(cancellation);

    private static string ReadSecret()
    {
        var line = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                line.Length = Math.Max(0, line.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                line.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return line.ToString();
    }
}

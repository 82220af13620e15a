using System.ComponentModel;
using System.Diagnostics;

namespace Hikyaku.InteropTests;

/// <summary>Runs a program that talks to the server; a program that is not installed skips the test.</summary>
internal static class Client
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it and gives both outputs together.</summary>
    public static async Task<(int ExitCode, string Output)> Run(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs it, expects success, and gives its output.</summary>
    public static async Task<string> Succeed(string program, string input, params string[] arguments)
    {
        var (code, output) = await Run(program, input, arguments);
        Assert.True(code == 0, $"{program} ended with {code}: {output}");
        return output;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{start.FileName} is not installed");
            throw;
        }
    }
}

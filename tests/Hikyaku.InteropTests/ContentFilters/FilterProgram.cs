using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hikyaku.InteropTests.ContentFilters;

/// <summary>A real content filter as a child process; one that is not installed skips the test.</summary>
internal sealed class FilterProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;

    private FilterProgram(Process process) => _process = process;

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<FilterProgram> Start(string program, EndPoint listens, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var filter = new FilterProgram(Launch(start));
        try
        {
            await filter.Listens(listens);
            return filter;
        }
        catch
        {
            await filter.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Launch(ProcessStartInfo start)
    {
        try
        {
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{start.FileName} is not installed");
            throw;
        }
    }

    private async Task Listens(EndPoint endPoint)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await CanConnect(endPoint, patience.Token))
        {
            Assert.False(_process.HasExited, $"{_process.StartInfo.FileName} ended by itself");
            await Task.Delay(50, patience.Token);
        }
    }

    private static async Task<bool> CanConnect(EndPoint endPoint, CancellationToken cancellation)
    {
        using var socket = endPoint is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

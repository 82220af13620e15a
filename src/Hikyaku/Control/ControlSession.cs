using System.Globalization;
using System.Threading.Channels;
using Hikyaku.Commands;

namespace Hikyaku.Control;

/// <summary>One command from the socket, run in this process as if it had been typed here.</summary>
internal sealed class ControlSession(IServiceProvider services, ControlStream stream)
{
    private const int MaxArguments = 4096;
    private static readonly TimeSpan RequestDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);

    // How long a server that stops waits for an operator who does not read.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    public async Task Run(CancellationToken stopping)
    {
        if (await ReadRequest(stopping) is not { } request)
        {
            return;
        }

        // The work ends with the server; what it says then is still sent.
        using var writing = new CancellationTokenSource();
        await using var bounded = stopping.Register(() => writing.CancelAfter(LastWords));
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var ended = new CancellationTokenSource();
        var answers = Channel.CreateBounded<string?>(16);
        var reading = ReadAnswers(answers.Writer, cancelled);
        var terminal = new ControlTerminal(stream, request, answers.Reader);
        var flushing = Flush(terminal, ended.Token, writing.Token);

        // The language belongs to this flow of calls only.
        CultureInfo.CurrentUICulture = OperatorCulture.Named(request.Culture);
        var code = await CommandLine.Run(request.Arguments, new ServerRunner(services, terminal), terminal, isRemote: true, cancelled.Token);
        await ended.CancelAsync();
        await flushing;
        await terminal.Out.FlushAsync(writing.Token);
        await terminal.Error.FlushAsync(writing.Token);
        await stream.Write(new ControlFrame { Exit = code }, writing.Token);
        await cancelled.CancelAsync();
        await reading;
    }

    private async Task<ControlRequest?> ReadRequest(CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(RequestDeadline);
        var request = (await stream.Read(deadline.Token))?.Request;
        return request is { Arguments.Count: <= MaxArguments } ? request : null;
    }

    /// <summary>A command whose operator is gone, or pressed Ctrl-C, is cancelled: his process closes the socket.</summary>
    private async Task ReadAnswers(ChannelWriter<string?> answers, CancellationTokenSource cancelled)
    {
        try
        {
            while (await stream.Read(cancelled.Token) is { } frame)
            {
                if (frame.Stop)
                {
                    await cancelled.CancelAsync();
                    return;
                }

                await answers.WriteAsync(frame.EndOfInput ? null : frame.Line, cancelled.Token);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // The same as an orderly end.
        }

        answers.TryComplete();
        await cancelled.CancelAsync();
    }

    // A write is never given up half-way when the command ends: what it took from the writer would be lost.
    private static async Task Flush(ControlTerminal terminal, CancellationToken ended, CancellationToken writing)
    {
        try
        {
            using var timer = new PeriodicTimer(FlushInterval);
            while (await timer.WaitForNextTickAsync(ended))
            {
                await terminal.Out.FlushAsync(writing);
                await terminal.Error.FlushAsync(writing);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the command sends the rest.
        }
    }
}

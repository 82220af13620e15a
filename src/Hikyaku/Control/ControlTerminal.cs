using System.Threading.Channels;
using Hikyaku.Commands;

namespace Hikyaku.Control;

/// <summary>The terminal of a command that runs in the server: everything travels over the control socket.</summary>
internal sealed class ControlTerminal(ControlStream stream, ControlRequest request, ChannelReader<string?> answers) : ITerminal
{
    public TextWriter Out { get; } = new ControlWriter(stream, text => new ControlFrame { Out = text });

    public TextWriter Error { get; } = new ControlWriter(stream, text => new ControlFrame { Error = text });

    public int Width => request.Width;

    public bool IsTerminal => request.IsTerminal;

    public bool IsInteractive => request.IsInteractive;

    public string Folder => request.Folder;

    public string User => request.User;

    public async ValueTask<string?> ReadLine(bool secret, CancellationToken cancellation)
    {
        await Out.FlushAsync(cancellation);
        await Error.FlushAsync(cancellation);
        await stream.Write(new ControlFrame { Ask = true, Secret = secret }, cancellation);
        return await answers.ReadAsync(cancellation);
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>A host of the outside world that misbehaves at any step as its malice wants, and keeps account of what it took.</summary>
internal sealed class HostileHost : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Malice _malice;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _run;

    public HostileHost(Malice malice, IPEndPoint endPoint, X509Certificate2? certificate = null)
    {
        (_malice, _certificate) = (malice, certificate);
        _listener = new TcpListener(endPoint);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<TakenCopy> Taken { get; } = new();

    /// <summary>The server was killed: the connections that come now are of its next run.</summary>
    public void NextRun() => Interlocked.Increment(ref _run);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(Talk(await _listener.AcceptTcpClientAsync(_stop.Token), Volatile.Read(ref _run)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client, int run)
    {
        using (client)
        {
            try
            {
                using var talk = new HostileTalk(client, _malice, _certificate, (subject, recipient, isAnswered) => Taken.Enqueue(new TakenCopy(subject, recipient, run, isAnswered)), _stop.Token);
                await talk.Run();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException or AuthenticationException)
            {
                // The peer was killed, or this one has reset the connection.
            }
        }
    }
}

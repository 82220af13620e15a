using System.Globalization;
using System.Text;
using Hikyaku.Mail;
using Hikyaku.Mail.Certificates;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Hosting;

/// <summary>A whole server of one data folder: starts all parts in order, tells the operator what it does, and stops in the opposite order.</summary>
/// <param name="configuration">What to serve.</param>
/// <param name="output">Where the operator reads.</param>
/// <param name="configure">Registers what shall stand in for the real services; runs before the rest.</param>
internal sealed class HikyakuServer(Configuration configuration, TextWriter output, Action<IServiceCollection> configure) : IAsyncDisposable
{
    // The whole stop shall take less than ten seconds.
    private static readonly TimeSpan SessionGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PartGrace = TimeSpan.FromSeconds(3);

    private readonly Stack<IServerPart> _started = new();
    private ServiceProvider? _services;
    private StoreLifetime? _store;
    private MailServer? _mailServer;

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("The server is not started.");

    /// <summary>Starts everything; null when the server is ready.</summary>
    public async Task<StartProblem?> Start(CancellationToken ct)
    {
        if (DataFolder.Create(configuration.DataFolder) is { } folderProblem)
            return new StartProblem(folderProblem);

        try
        {
            return await StartParts(ct);
        }
        catch (Exception e) when (StartFailure.Text(e) is not null)
        {
            return new StartProblem(StartFailure.Text(e)!);
        }
    }

    /// <summary>Accepts no more, ends the sessions, then the parts, then closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_services is null)
            return;

        // After a failed start some services cannot be built: only what was started is stopped.
        await (_mailServer?.Stop(SessionGrace) ?? Task.CompletedTask);
        using var grace = new CancellationTokenSource(PartGrace);
        while (_started.TryPop(out var part))
            await part.Stop(grace.Token);
        await (_store?.Stop() ?? ValueTask.CompletedTask);
        await _services.DisposeAsync();
        _services = null;
    }

    private async Task<StartProblem?> StartParts(CancellationToken ct)
    {
        var services = new ServiceCollection();
        configure(services);
        _services = services.AddHikyaku(configuration).AddHosting().BuildServiceProvider();
        _store = _services.GetRequiredService<StoreLifetime>();
        await _store.Start(ct);
        foreach (var part in _services.GetServices<IServerPart>())
        {
            await part.Start(ct);
            _started.Push(part);
        }

        _mailServer = _services.GetRequiredService<MailServer>();
        var (credentials, problem) = await _services.GetRequiredService<FirstStart>().Run(Addresses(configuration.Listeners), ct);
        problem ??= await _services.GetRequiredService<CertificateSetup>().Run(ct);
        problem ??= Explain(await _mailServer.Start(configuration.Listeners.Where(Serves), ct));
        if (problem is not null)
            return new StartProblem(credentials is null ? problem : problem + "\n" + HostingTexts.Get("Credentials", credentials));

        await Announce(_mailServer.Listeners, credentials, ct);
        return null;
    }

    private bool Serves(Listener listener)
    {
        var served = Services.GetRequiredService<MailServer>().Serves(listener.Protocol);
        if (!served)
            output.WriteLine(HostingTexts.Get("NotServed", listener.Protocol.Name(), listener.EndPoint));
        return served;
    }

    private async Task Announce(IReadOnlyList<Listener> listeners, string? credentials, CancellationToken ct)
    {
        var text = new StringBuilder();
        text.AppendLine(HostingTexts.Get("Ready", typeof(HikyakuServer).Assembly.GetName().Version!.ToString(3), configuration.DataFolder));
        text.Append(Addresses(listeners));
        var certificate = Services.GetRequiredService<CertificateStore>().Default;
        if (certificate.IsSelfSigned)
            text.AppendLine(HostingTexts.Get("CertificateSelfSigned", string.Join(", ", certificate.Names)));
        if (credentials is not null)
            text.AppendLine(HostingTexts.Get("Credentials", credentials)).AppendLine(HostingTexts.Get("NextStep", ProgramName.Typed()));
        else if ((await Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().Domains(ct)).Count == 0)
            text.AppendLine(HostingTexts.Get("NoDomain", ProgramName.Typed()));
        await output.WriteAsync(text.ToString());
        await output.FlushAsync(ct);
    }

    private static string Addresses(IEnumerable<Listener> listeners) =>
        string.Concat(listeners.Select(listener => HostingTexts.Get("Address", listener.Protocol.Name(), listener.EndPoint) + "\n"));

    private static string? Explain(ListenerFailure? failure) => failure?.Problem switch
    {
        null => null,
        ListenerProblem.PortInUse => HostingTexts.Get("PortInUse", Port(failure), failure.Listener.Protocol.Name()),
        ListenerProblem.NotPermitted => HostingTexts.Get("PortNotPermitted", Port(failure), failure.Listener.Protocol.Name()),
        ListenerProblem.NoSuchAddress => HostingTexts.Get("PortNoSuchAddress", failure.Listener.EndPoint, failure.Listener.Protocol.Name()),
        _ => HostingTexts.Get("PortOther", failure.Listener.EndPoint, failure.Listener.Protocol.Name(), failure.Detail),
    };

    private static string Port(ListenerFailure failure) => failure.Listener.EndPoint.Port.ToString(CultureInfo.InvariantCulture);
}

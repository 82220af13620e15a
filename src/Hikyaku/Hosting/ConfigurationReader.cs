using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Hikyaku.Formats.Addresses;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Hosting;

/// <summary>Turns the JSON of one file into a configuration and collects every problem in it.</summary>
internal sealed class ConfigurationReader(string path)
{
    private static readonly string[] RootKeys = ["hostName", "dataFolder", "tls", "listeners"];
    private static readonly string[] TlsKeys = ["certificate", "key"];
    private static readonly string[] ListenerKeys = ["protocol", "endpoint", "allowPlaintextAuth", "proxyFrom", "xclientFrom", "repairLineEnds"];

    private readonly List<ConfigurationProblem> _problems = [];
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    public ConfigurationResult Read(JsonElement root)
    {
        if (!IsObject(root, "", RootKeys))
            return new ConfigurationResult(null, _problems);

        var defaults = Configuration.Default(_folder);
        var configuration = new Configuration
        {
            File = path,
            MakesExample = false,
            HostName = HostName(root, defaults.HostName),
            DataFolder = Text(root, "dataFolder", "dataFolder") is { } folder ? Full(folder) : defaults.DataFolder,
            Tls = root.TryGetProperty("tls", out var tls) ? Tls(tls) : null,
            Listeners = root.TryGetProperty("listeners", out var listeners) ? Listeners(listeners) : defaults.Listeners,
        };
        return new ConfigurationResult(_problems.Count == 0 ? configuration : null, _problems);
    }

    private string HostName(JsonElement root, string otherwise)
    {
        if (Text(root, "hostName", "hostName") is not { } text)
            return otherwise;
        if (DomainName.TryNormalize(text, out var name))
            return name;

        Add("hostName", HostingTexts.Get("ConfigHostName", text));
        return otherwise;
    }

    private TlsFiles? Tls(JsonElement tls)
    {
        if (!IsObject(tls, "tls", TlsKeys))
            return null;

        var certificate = Text(tls, "certificate", "tls.certificate");
        var key = Text(tls, "key", "tls.key") ?? certificate;
        if (certificate is not null)
            return new TlsFiles(Full(certificate), Full(key!));

        Add("tls", HostingTexts.Get("ConfigTlsCertificate"));
        return null;
    }

    private ImmutableArray<Listener> Listeners(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            Add("listeners", HostingTexts.Get("ConfigNotList"));
            return [];
        }

        var listeners = ImmutableArray.CreateBuilder<Listener>();
        foreach (var element in list.EnumerateArray())
        {
            var at = $"listeners[{listeners.Count}]";
            var listener = IsObject(element, at, ListenerKeys) ? Listener(element, at) : Ignored;
            if (listener.EndPoint.Port != 0 && listeners.FirstOrDefault(other => other.EndPoint.Equals(listener.EndPoint)) is { } same)
                Add(at + ".endpoint", HostingTexts.Get("ConfigSameEndpoint", listener.EndPoint, same.Protocol.Name()));
            listeners.Add(listener);
        }

        return listeners.ToImmutable();
    }

    private static Listener Ignored => new(ListenerProtocol.Smtp, new IPEndPoint(IPAddress.Loopback, 0));

    private Listener Listener(JsonElement element, string at)
    {
        var protocolText = Text(element, "protocol", at + ".protocol");
        var known = Enum.TryParse<ListenerProtocol>(protocolText, ignoreCase: true, out var protocol)
            && string.Equals(protocol.Name(), protocolText, StringComparison.OrdinalIgnoreCase);
        if (!known)
            Add(at + ".protocol", HostingTexts.Get("ConfigProtocol", protocolText, string.Join(", ", Enum.GetValues<ListenerProtocol>().Select(p => p.Name()))));

        var endPointText = Text(element, "endpoint", at + ".endpoint");
        if (!IPEndPoint.TryParse(endPointText ?? "", out var endPoint) || !endPointText!.Contains(':', StringComparison.Ordinal))
            Add(at + ".endpoint", HostingTexts.Get("ConfigEndpoint", endPointText));

        // Whoever reaches it, reads it.
        if (known && protocol == ListenerProtocol.Metrics && endPoint is not null && !IPAddress.IsLoopback(endPoint.Address))
            Add(at + ".endpoint", HostingTexts.Get("ConfigNotLoopback", endPointText));

        return new Listener(protocol, endPoint ?? Ignored.EndPoint, Networks(element, "allowPlaintextAuth", at))
        {
            ProxyFrom = Networks(element, "proxyFrom", at),
            XclientFrom = Networks(element, "xclientFrom", at),
            RepairsLineEnds = Flag(element, "repairLineEnds", at),
        };
    }

    private ImmutableArray<IPNetwork> Networks(JsonElement listener, string key, string of)
    {
        var at = $"{of}.{key}";
        if (!listener.TryGetProperty(key, out var list))
            return [];
        if (list.ValueKind != JsonValueKind.Array)
        {
            Add(at, HostingTexts.Get("ConfigNotList"));
            return [];
        }

        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var element in list.EnumerateArray())
        {
            var text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
            if (IPNetwork.TryParse(text ?? "", out var network))
                networks.Add(network);
            else
                Add(at, HostingTexts.Get("ConfigNetwork", element.GetRawText()));
        }

        return networks.ToImmutable();
    }

    private bool Flag(JsonElement listener, string key, string of)
    {
        if (!listener.TryGetProperty(key, out var value) || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind == JsonValueKind.True;

        Add($"{of}.{key}", HostingTexts.Get("ConfigNotFlag"));
        return false;
    }

    private bool IsObject(JsonElement element, string at, string[] allowed)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(at, HostingTexts.Get("ConfigNotObject", string.Join(", ", allowed)));
            return false;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!allowed.Contains(property.Name))
                Add(at.Length == 0 ? property.Name : $"{at}.{property.Name}", HostingTexts.Get("ConfigUnknownKey", string.Join(", ", allowed)));
        }

        return true;
    }

    private string? Text(JsonElement element, string key, string at)
    {
        if (!element.TryGetProperty(key, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            return text;

        Add(at, HostingTexts.Get("ConfigNotText"));
        return null;
    }

    private string Full(string relative) => Path.GetFullPath(relative, _folder);

    private void Add(string key, string message) =>
        _problems.Add(new ConfigurationProblem(key.Length == 0 ? path : $"{path}: {key}", message));
}

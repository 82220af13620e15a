using System.Collections.Immutable;
using System.Net;

using Hikyaku.Mail.Settings;

namespace Hikyaku.Protocols.Connections;

/// <summary>How many connections clients may hold.</summary>
public static class ConnectionSettings
{
    private const int Most = 1_000_000;
    private static readonly ConnectionLimits Defaults = new();

    internal static readonly Setting<int> Total = new("connections.total", Defaults.Total, SettingTypes.Number(1, Most));

    internal static readonly Setting<int> PerAddress = new("connections.perAddress", Defaults.PerAddress, SettingTypes.Number(1, Most));

    internal static readonly Setting<int> SmtpPerAddress = new("connections.smtpPerAddress", Defaults.SmtpPerAddress, SettingTypes.Number(1, Most));

    internal static readonly Setting<ImmutableArray<IPNetwork>> Exempt = new("connections.exempt", [], SettingTypes.Networks);

    internal static ConnectionLimits Read(Settings settings) => Defaults with
    {
        Total = settings.Get(Total),
        PerAddress = settings.Get(PerAddress),
        SmtpPerAddress = settings.Get(SmtpPerAddress),
        Exempt = settings.Get(Exempt),
    };
}

using Hikyaku.Mail.Settings;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hikyaku.Protocols.Imap;

/// <summary>Registers the IMAP front.</summary>
internal static class ImapServices
{
    public static IServiceCollection AddImap(this IServiceCollection services)
    {
        services.AddSettings(typeof(ImapSettings));
        services.TryAddSingleton(new ImapLimits());
        services.AddSingleton<ImapParts>();
        return services.AddSession<ImapSession>(ListenerProtocol.Imap, ListenerProtocol.Imaps);
    }
}

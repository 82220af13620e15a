using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Smtp;

/// <summary>Registers the fronts for SMTP, submission and LMTP.</summary>
internal static class SmtpServices
{
    public static IServiceCollection AddSmtp(this IServiceCollection services) => services.AddSession<SmtpSession>(
        ListenerProtocol.Smtp, ListenerProtocol.Submission, ListenerProtocol.Submissions, ListenerProtocol.Lmtp);
}

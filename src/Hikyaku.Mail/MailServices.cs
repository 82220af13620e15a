using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Certificates;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Sending;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Mail;

/// <summary>Registers the mail domain: directory, authentication, store, routing, delivery, queue, migration.</summary>
public static class MailServices
{
    /// <summary>Adds every service of this assembly as a singleton; storage and protocols are added by their own assemblies.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddDirectory();
        services.AddAuthentication();
        services.AddCertificates();
        services.AddStore();
        services.AddTrace();
        services.AddProtection();
        services.AddQueue();
        services.AddChecks();
        services.AddContentFilters();
        services.AddSending();
        services.AddSharing();
        services.AddReception();
        services.AddMigration();
        return services;
    }
}

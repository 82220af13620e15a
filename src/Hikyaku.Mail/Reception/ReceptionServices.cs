using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Routing.Srs;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Mail.Reception;

internal static class ReceptionServices
{
    public static IServiceCollection AddReception(this IServiceCollection services)
    {
        services.AddSettings(typeof(SmtpSettings));
        services.AddSingleton(new RoutingLimits());
        services.AddSettings(typeof(RoutingSettings));
        services.AddSingleton<PassedDomains>();
        services.AddSingleton<OutgoingRoutes>();
        services.AddSingleton<RecipientDomains>();
        services.AddSrs();
        services.AddSingleton<Router>();
        services.AddSingleton<Delivery.SentCopies>();
        services.AddSingleton<Delivery.Delivery>();
        services.AddSingleton<Reception>();
        services.AddSingleton<SubmissionRequests>();
        services.AddSingleton<ReportSender>(provider => async (envelope, recipient, content, also, cancellation) =>
        {
            var results = await provider.GetRequiredService<Delivery.Delivery>().Deliver(envelope, [recipient], content, also is null ? [] : [also], cancellation);
            return results[0];
        });
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Mail.Certificates;

internal static class CertificateServices
{
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services.AddSingleton<CertificateStore>();
}

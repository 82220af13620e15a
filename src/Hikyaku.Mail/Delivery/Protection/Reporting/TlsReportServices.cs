using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Resolving;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>Registers the reports about TLS, those sent and those received.</summary>
internal static class TlsReportServices
{
    private static ReadOnlySpan<byte> ReturnPath => "Return-Path: <>\r\n"u8;

    public static IServiceCollection AddTlsReports(this IServiceCollection services)
    {
        services.AddSingleton(s =>
        {
            var (settings, host) = (s.GetRequiredService<Settings.Settings>(), s.GetRequiredService<ServerIdentity>().HostName);
            return new TlsReporter(host, () => settings.Get(ProtectionSettings.Contact) is { Length: > 0 } contact ? contact : $"postmaster@{host}");
        });
        services.AddSingleton(s => new TlsReporting(
            s.GetRequiredService<TlsReporter>(),
            s.GetRequiredService<ITlsReportStorage>(),
            s.GetRequiredService<IDnsResolver>(),
            s.GetRequiredService<IHttpsClient>(),
            (message, recipient, cancellation) => Send(s, message, recipient, cancellation),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<TlsReporting>>()));
        return services.AddSingleton(s =>
        {
            var (settings, directory) = (s.GetRequiredService<Settings.Settings>(), s.GetRequiredService<Directory.Directory>());
            return new TlsReportIntake(
                () => settings.Get(ProtectionSettings.ReportAddresses),
                async (domain, cancellation) => await directory.FindDomain(domain, cancellation) is not null,
                s.GetRequiredService<ITlsReportStorage>(),
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<TlsReportIntake>>());
        });
    }

    // The null path: nobody reports about a report.
    private static async ValueTask<string?> Send(IServiceProvider services, byte[] message, Address recipient, CancellationToken cancellation)
    {
        var identity = services.GetRequiredService<ServerIdentity>();
        var envelope = new Envelope
        {
            ReversePath = null,
            Tls = TlsWish.Optional,
            Body = BodyType.EightBitMime,
            SmtpUtf8 = !recipient.IsAscii,
            ReceivedFrom = identity.HostName,
            TraceId = $"tls-{Guid.CreateVersion7():N}",
            Arrived = services.GetRequiredService<TimeProvider>().GetUtcNow(),
        };
        try
        {
            await using var content = MessageContent.FromMemory((byte[])[.. ReturnPath, .. message], ReturnPath.Length);
            var result = await services.GetRequiredService<ReportSender>()(envelope, new Recipient(recipient, DsnNotify.Never), content, null, cancellation);
            return result is DeliveryResult.Delivered ? null : result.Status.ToString();
        }
        catch (StoreUnavailableException e)
        {
            return e.Message;
        }
    }
}

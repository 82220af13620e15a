using System.CommandLine;
using System.Globalization;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku queue hosts</c>: which hosts of others did not answer lately.</summary>
internal static class QueueHosts
{
    public static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var failed = context.Get<RemoteDelivery>().Failures;
        if (context.Json)
        {
            context.WriteJson(failed.Select(f => new { f.Name, Address = f.EndPoint.ToString(), Status = f.Status.ToString(), f.Until }));
            return Task.FromResult(0);
        }

        foreach (var host in failed)
        {
            context.Out.WriteLine($"{host.Name} [{host.EndPoint.Address}]: {CommandMessages.Get("QueueHostUntil", host.Until.UtcDateTime.ToString("u", CultureInfo.InvariantCulture))}");
            context.Out.WriteLine($"    {host.Status}");
        }

        return Task.FromResult(0);
    }
}

using System.Globalization;

namespace Hikyaku.Formats.Qmail;

/// <summary>A line of control/smtproutes: <c>domain:relay[:port]</c>.</summary>
/// <param name="Domain">Empty: all; with a leading dot: everything below.</param>
/// <param name="Relay">Empty: by the DNS.</param>
/// <param name="Port">25 when none is given.</param>
public readonly record struct SmtpRoute(string Domain, string Relay, int Port)
{
    /// <summary>Reads a line; null for a line without colon. What follows the relay (user and password of some patches) is not kept.</summary>
    public static SmtpRoute? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Trim().Split(' ')[0].Split(':') is [var domain, var relay, .. var rest]
            ? new SmtpRoute(domain.ToLowerInvariant(), relay, rest is [var port, ..] && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 25)
            : null;
    }
}

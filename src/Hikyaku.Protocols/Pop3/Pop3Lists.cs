using System.Globalization;
using System.Text;

namespace Hikyaku.Protocols.Pop3;

/// <summary>The multi-line answers that are no message: LIST, UIDL, CAPA, AUTH.</summary>
internal static class Pop3Lists
{
    private const int FlushEvery = 32_768;

    public static async ValueTask<Pop3Reply> Capabilities(Pop3Session session, CancellationToken cancellation)
    {
        var names = new List<string> { "TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "UTF8 USER", "LANG", Expire(session) };
        if (session.Settings.Get(Pop3Settings.LoginDelay) is var delay && delay > TimeSpan.Zero)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"LOGIN-DELAY {(long)delay.TotalSeconds}"));
        }

        var mechanisms = await session.SignIn.Mechanisms(cancellation);
        if (mechanisms.Count > 0)
        {
            names.AddRange(["USER", "SASL " + string.Join(' ', mechanisms)]);
        }

        if (!session.Connection.IsTls)
        {
            names.Add("STLS");
        }

        names.Add("IMPLEMENTATION Hikyaku");
        return Lines("+OK", names);
    }

    // RFC 2449 §6.7
    private static string Expire(Pop3Session session) =>
        session.Settings.Get(Pop3Settings.Expire) is > 0 and var days ? string.Create(CultureInfo.InvariantCulture, $"EXPIRE {days}") : "EXPIRE NEVER";

    public static Pop3Reply Lines(string first, IEnumerable<string> lines, Encoding? encoding = null) => new(first)
    {
        Body = async (output, cancellation) =>
        {
            foreach (var line in lines)
            {
                // An old server's UIDL may be any octets; each is a character of it.
                (encoding ?? Encoding.Latin1).GetBytes(line + "\r\n", output);
                if (output.UnflushedBytes > FlushEvery)
                {
                    await output.FlushAsync(cancellation);
                }
            }

            Encoding.ASCII.GetBytes(".\r\n", output);
        },
    };

    /// <summary>One message, or all of them.</summary>
    public static Pop3Reply Scan(Pop3Maildrop maildrop, string argument, Func<int, string> describe)
    {
        if (argument.Length == 0)
        {
            return Lines(
                string.Create(CultureInfo.InvariantCulture, $"+OK {maildrop.Count} messages"),
                maildrop.Numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"{number} {describe(number)}")));
        }

        return maildrop.TryFind(argument.Trim(), out var found)
            ? new Pop3Reply(string.Create(CultureInfo.InvariantCulture, $"+OK {found} {describe(found)}"))
            : Pop3Reply.NoSuchMessage;
    }
}

using System.Text;
using CsCheck;
using Hikyaku.Protocols.Connections;
using Hikyaku.Protocols.Imap;
using Hikyaku.Tests.Connections;

namespace Hikyaku.Tests.Imap;

public sealed class CommandSourceTests
{
    private const string Sent = "a NOOP\r\nb LOGIN {3+}\r\n\r\nx {2+}\r\n\"\"\r\nc SEARCH SUBJECT {4+}\r\n\u00e6\u0097\u00a5!\r\nd APPEND INBOX (\\Seen) {5+}\r\n";

    [Fact]
    public async Task Commands_are_the_same_however_their_octets_arrive()
    {
        await Gen.Select(Gen.Int[1, 20].List[1, 12], Gen.Bool).SampleAsync(async (sizes, interrupts) =>
        {
            var got = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            MailConnection? connection = null;
            await using var server = await ConnectionServer.Start(async session =>
            {
                connection = session;
                got.SetResult(await Read(session));
            });
            await using var client = await server.Connect();
            for (int at = 0, turn = 0; at < Sent.Length; turn++)
            {
                var size = Math.Min(sizes[turn % sizes.Count], Sent.Length - at);
                await ConnectionServer.Send(client, Sent.Substring(at, size));
                at += size;
                if (interrupts)
                    connection?.Interrupt();
            }

            Assert.Equal("a NOOP|b LOGIN {3+}\r\n\r\nx {2+}\r\n\"\"|c SEARCH SUBJECT {4+}\r\n\u00e6\u0097\u00a5!|d APPEND INBOX (\\Seen) {5+}+5", await got.Task);
        }, iter: 40, threads: 1);
    }

    private static async Task<string> Read(MailConnection connection)
    {
        var source = new CommandSource(connection, new LineReader(connection, 1000), new ImapLimits());
        var commands = new List<string>();
        while (commands.Count < 4)
        {
            if (await source.Read(TimeSpan.FromMinutes(1), isSignedIn: true) is not ReadStatus.Ok and var status)
                return $"{status}";
            commands.Add(Encoding.Latin1.GetString(source.Octets.Span) + (source.Pending is { } mark ? $"+{mark.Length}" : ""));
        }

        return string.Join('|', commands);
    }
}

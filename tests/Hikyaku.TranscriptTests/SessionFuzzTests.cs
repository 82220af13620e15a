using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.TranscriptTests;

/// <summary>Whole dialogues of clients that say anything: every line of the server is a reply, and the server goes on.</summary>
public sealed class SessionFuzzTests
{
    private const int Dialogues = 60;
    private const int MaxPieces = 14;

    private static readonly string[] Pieces =
    [
        "EHLO x\r\n", "HELO x\r\n", "LHLO x\r\n", "MAIL FROM:<a@b.example>\r\n", "MAIL FROM:<> BODY=BINARYMIME\r\n", "MAIL FROM:<a@b.example> BY=9;R HOLDFOR=3 MT-PRIORITY=2\r\n",
        "RCPT TO:<alice@example.test>\r\n", "RCPT TO:<nobody@example.test> NOTIFY=SUCCESS ORCPT=utf-8;\\x{82B1}@x\r\n", "DATA\r\n", "Subject: x\r\n\r\ny\r\n.\r\n", "\r\n.\r\n", ".\r\n",
        "BDAT 5\r\nabcde", "BDAT 3 LAST\r\na\0\n", "BDAT 0 LAST\r\n", "BDAT x\r\n", "RSET\r\n", "NOOP\r\n", "VRFY a\r\n", "EXPN a\r\n", "HELP\r\n", "AUTH PLAIN\r\n", "AUTH PLAIN AGEAYg==\r\n", "*\r\n",
        "STARTTLS\r\n", "\n", "\r", "\0", " ", "é", "X", "XCLIENT ADDR=1.2.3.4\r\n",
    ];

    [Theory]
    [InlineData(ListenerProtocol.Smtp)]
    [InlineData(ListenerProtocol.Submission)]
    [InlineData(ListenerProtocol.Lmtp)]
    public async Task Whatever_is_said_is_answered_in_replies(ListenerProtocol protocol)
    {
        await using var server = await TestServer.Start(plaintextAuth: true);
        await server.AddAccount("alice@example.test", "secret-word");
        for (var seed = 0; seed < Dialogues; seed++)
        {
            var said = Dialogue(new Dice((ulong)seed));
            var heard = await Talk(server, protocol, said);
            Assert.True(heard.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).All(IsReply), $"seed {seed}\nsaid: {Visible(said)}\nheard: {heard}");
        }

        Assert.StartsWith("220 ", await Talk(server, protocol, "QUIT\r\n"), StringComparison.Ordinal);
    }

    private static string Dialogue(Dice dice)
    {
        var text = new StringBuilder(dice.Next(3) == 0 ? "" : "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<alice@example.test>\r\n");
        for (var i = dice.Next(MaxPieces); i >= 0; i--)
        {
            var piece = Pieces[dice.Next(Pieces.Length)];
            text.Append(dice.Next(8) == 0 ? piece[..dice.Next(piece.Length)] : piece);
        }

        return text.ToString();
    }

    private static async Task<string> Talk(TestServer server, ListenerProtocol protocol, string said)
    {
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await client.ConnectAsync(server.EndPoint(protocol), limit.Token);
        var stream = client.GetStream();
        var heard = new MemoryStream();
        var hearing = stream.CopyToAsync(heard, limit.Token);
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(said), limit.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            await hearing;
        }
        catch (IOException)
        {
            // The server closed first.
        }

        return Encoding.UTF8.GetString(heard.ToArray());
    }

    private static bool IsReply(string line) =>
        line.Length >= 4 && int.TryParse(line[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 200 and < 600 && line[3] is ' ' or '-';

    /// <summary>The same numbers for the same seed, on every run.</summary>
    private sealed class Dice(ulong seed)
    {
        private ulong _state = seed + 1;

        public int Next(int sides)
        {
            _state = unchecked((_state * 6364136223846793005) + 1442695040888963407);
            return (int)((_state >> 33) % (ulong)sides);
        }
    }

    private static string Visible(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);
}

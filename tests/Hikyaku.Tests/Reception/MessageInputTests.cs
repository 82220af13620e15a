using System.Text;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Store;

namespace Hikyaku.Tests.Reception;

public sealed class MessageInputTests
{
    private const string ReturnPath = "Return-Path: <s@s.example>\r\n";
    private static readonly HeaderCompletion Completion = new(DateTimeOffset.UnixEpoch, "1@mx.example", Parse("s@s.example"));

    private static readonly string Long = new('x', 10_000);

    [Theory]
    [InlineData("Bcc: secret@x.example\r\n")]
    [InlineData("bcc : secret@x.example,\r\n\tother@x.example\r\n")]
    [InlineData("Resent-Bcc: secret@x.example\r\n")]
    [InlineData("Bcc: a\r\nBCC:\r\nResent-BCC: b\r\n c\r\n")]
    [InlineData("Return-Path: <foreign@x.example>\r\n")]
    public async Task Fields_that_must_not_go_on_leave_a_users_message(string field)
    {
        const string Before = "Date: d\r\nFrom: f\r\nMessage-ID: i\r\nTo: bcc: x\r\n";
        const string After = "X-Bcc: stays\r\nSubject: s\r\n folded\r\n\r\nBcc: in the body\r\n";

        Assert.Equal(ReturnPath + Before + After, await Take(Before + field + After, Completion));
    }

    [Fact]
    public async Task A_very_long_field_goes_or_stays_as_a_whole()
    {
        const string Rest = "Date: d\r\nFrom: f\r\nMessage-ID: i\r\n";

        Assert.Equal(
            $"{ReturnPath}X-Long: {Long}\r\n{Long.Replace('x', ' ')}.\r\n{Rest}\r\nbody\r\n",
            await Take($"X-Long: {Long}\r\n{Long.Replace('x', ' ')}.\r\nBcc: {Long}\r\n {Long}\r\n{Rest}\r\nbody\r\n", Completion));
    }

    [Fact]
    public async Task Other_servers_mail_keeps_its_Bcc_but_has_one_Return_Path() =>
        Assert.Equal(
            ReturnPath + "Bcc: x\r\n\r\nReturn-Path: body\r\n",
            await Take("Return-path: <a@b.example>\r\n\t(folded)\r\nBcc: x\r\n\r\nReturn-Path: body\r\n", completion: null));

    [Theory]
    [InlineData("Subject: s\r\n\r\nbody\r\n", "Subject: s\r\nDate: Thu, 1 Jan 1970 00:00:00 +0000\r\nMessage-ID: <1@mx.example>\r\nFrom: s@s.example\r\n\r\nbody\r\n")]
    [InlineData("no header\r\n", "Date: Thu, 1 Jan 1970 00:00:00 +0000\r\nMessage-ID: <1@mx.example>\r\nFrom: s@s.example\r\n\r\nno header\r\n")]
    [InlineData("From: f\r\nDate: d\r\n", "From: f\r\nDate: d\r\nMessage-ID: <1@mx.example>\r\n")]
    public async Task What_a_user_left_out_is_added(string message, string taken) => Assert.Equal(ReturnPath + taken, await Take(message, Completion));

    // In every cutting the network may make: the same octets come out.
    private static async Task<string> Take(string message, HeaderCompletion? completion)
    {
        var octets = Encoding.UTF8.GetBytes(message);
        string? first = null;
        foreach (var piece in (int[])[octets.Length, 1, 2, 3, 7, 4095, 4096, 4097])
        {
            await using var input = new MessageInput(
                new MessageWriter(1 << 20, _ => throw new InvalidOperationException("Too large for memory.")), Parse("s@s.example"), "", completion);
            for (var at = 0; at < octets.Length; at += piece)
            {
                input.Write(octets.AsSpan(at, Math.Min(piece, octets.Length - at)));
            }

            await using var content = await input.Complete();
            Assert.True(content.TryGetMemory(out var taken));
            var text = Encoding.UTF8.GetString(taken.Span);
            Assert.Equal(first ??= text, text);
        }

        return first!;
    }

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}

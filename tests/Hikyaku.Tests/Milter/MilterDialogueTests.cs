using System.Net;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols.Milter;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Milter;

public sealed class MilterDialogueTests
{
    private static readonly byte[][] Continue = [FakeMilter.Packet('c')];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_hears_the_dialogue_and_the_message_without_our_own_fields()
    {
        await using var milter = new FakeMilter(_ => Continue);

        var answer = await Show(milter);

        await milter.Left;
        Assert.Null(Assert.IsType<FilterAnswer.Passed>(answer).Changes?.Quarantine);
        Assert.Equal(
            [
                "C[192.0.2.7]|4\u009c@192.0.2.7|", "Hclient.example|", "M<a@other.example>|", "R<bob@example.test>|", "T", "LSubject|folded\n line|", "LX|1|", "N", "Bbody\r\n", "E", "Q",
            ],
            milter.Heard.Select(line => line[0] == 'C' ? "C[192.0.2.7]|4\u009c@192.0.2.7|" : line));
    }

    [Fact]
    public async Task Its_changes_are_gathered()
    {
        await using var milter = new FakeMilter(letter => letter != 'E' ? Continue :
        [
            FakeMilter.Packet('h', "X-Added\0end\0"), FakeMilter.Indexed('i', 0, "X-Top\0top\nfolded\0"), FakeMilter.Indexed('m', 1, "Subject\0new\0"),
            FakeMilter.Indexed('m', 1, "X\0\0"), FakeMilter.Packet('b', "new "), FakeMilter.Packet('p'), FakeMilter.Packet('b', "body\r\n"), FakeMilter.Packet('+', "<carol@example.test>\0"),
            FakeMilter.Packet('-', "<bob@example.test>\0"), FakeMilter.Packet('e', "<b@other.example>\0"), FakeMilter.Packet('q', "looks odd\0"), FakeMilter.Packet('a'),
        ]);

        var changes = Assert.IsType<FilterAnswer.Passed>(await Show(milter)).Changes!;

        Assert.Equal(
            [
                new HeaderChange.Append("X-Added", " end"), new HeaderChange.Insert(0, "X-Top", " top\nfolded"), new HeaderChange.Replace(1, "Subject", " new"),
                new HeaderChange.Remove(1, "X"),
            ],
            changes.Header);
        Assert.Equal("looks odd", changes.Quarantine);
        Assert.Equal("carol@example.test", Assert.Single(changes.Added).ToString());
        Assert.Equal("bob@example.test", Assert.Single(changes.Removed).ToString());
        Assert.Equal("b@other.example", changes.ReversePath?.ToString());
        await using var body = await changes.Body!.Complete(0);
        Assert.Equal("new body\r\n", await Text(body.OpenRead()));
    }

    [Theory]
    [InlineData('M')]
    [InlineData('R')]
    [InlineData('L')]
    [InlineData('B')]
    [InlineData('E')]
    public async Task A_refusal_in_its_words_is_passed_on_at_each_step(char at)
    {
        await using var milter = new FakeMilter(letter => letter == at ? [FakeMilter.Packet('y', "554 5.7.9 no\r\nmore\0")] : Continue);

        var answer = await Show(milter);

        Assert.Equal(new SmtpStatus(554, new(5, 7, 9), "no"), Assert.IsType<FilterAnswer.Refused>(answer).Status);
    }

    [Theory]
    [InlineData('r', 550)]
    [InlineData('t', 451)]
    [InlineData('4', 421)]
    public async Task Refusals_without_words_get_ours(char reply, int code)
    {
        await using var milter = new FakeMilter(letter => letter == 'E' ? [FakeMilter.Packet(reply)] : Continue);

        Assert.Equal(code, Assert.IsType<FilterAnswer.Refused>(await Show(milter)).Status.Code);
    }

    [Fact]
    public async Task What_it_accepts_early_it_hears_no_more_of()
    {
        await using var milter = new FakeMilter(letter => letter == 'R' ? [FakeMilter.Packet('a')] : Continue);

        Assert.IsType<FilterAnswer.Passed>(await Show(milter));

        await milter.Left;
        Assert.Equal(["C", "H", "M", "R", "A", "Q"], milter.Heard.Select(line => line[..1]));
    }

    [Fact]
    public async Task A_milter_that_has_seen_enough_of_the_body_gets_the_end()
    {
        await using var milter = new FakeMilter(letter => letter == 'B' ? [FakeMilter.Packet('s')] : Continue);

        Assert.IsType<FilterAnswer.Passed>(await Show(milter, body: new string('x', 200_000)));

        Assert.Equal(["B", "E"], milter.Heard.Select(line => line[..1]).Where(letter => letter is "B" or "E"));
    }

    [Fact]
    public async Task What_it_does_not_answer_is_not_waited_for()
    {
        // It answers neither connect, HELO, MAIL, RCPT, DATA, fields, end of header nor body; without MAIL and DATA.
        await using var milter = new FakeMilter(letter => letter == 'E' ? Continue : [], 0x1000 | 0x2000 | 0x8000 | 0x80 | 0x40000 | 0x80000 | 0x04 | 0x200);

        Assert.IsType<FilterAnswer.Passed>(await Show(milter));

        await milter.Left;
        Assert.Equal("CHRLLNBEQ", string.Concat(milter.Heard.Select(line => line[0])));
    }

    [Theory]
    [InlineData('C')]
    [InlineData('M')]
    [InlineData('E')]
    public async Task A_milter_that_leaves_has_failed(char at)
    {
        await using var milter = new FakeMilter(letter => letter == at ? null : Continue);

        await Assert.ThrowsAsync<FilterFailedException>(() => Show(milter));
    }

    [Theory]
    [InlineData("?")]
    [InlineData("y2xx\0")]
    [InlineData("hno end")]
    [InlineData("hbad name\0x\0")]
    [InlineData("+not an address\0")]
    public async Task A_milter_that_speaks_nonsense_has_failed(string packet)
    {
        await using var milter = new FakeMilter(letter => letter == 'E' ? [FakeMilter.Packet(packet[0], packet[1..])] : Continue);

        await Assert.ThrowsAsync<FilterFailedException>(() => Show(milter));
    }

    [Fact]
    public async Task A_milter_that_stays_silent_has_failed()
    {
        var time = new FakeTimeProvider();
        await using var milter = new FakeMilter(letter => letter == 'E' ? [] : Continue);

        var asking = Show(milter, time: time);
        while (!asking.IsCompleted)
        {
            if (milter.Heard.Any(line => line[0] == 'E'))
                time.Advance(TimeSpan.FromSeconds(31));
            await Task.Yield();
        }

        var failure = await Assert.ThrowsAsync<FilterFailedException>(() => asking);
        Assert.Contains("30 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_messages_of_one_dialogue_use_one_connection()
    {
        await using var milter = new FakeMilter(_ => Continue);
        await using (var dialogue = Dialogue(milter, TimeProvider.System))
        {
            await Show(dialogue, "one");
            await Show(dialogue, "two");
        }

        await milter.Left;
        Assert.Equal("CHMRTLLNBEMRTLLNBEQ", string.Concat(milter.Heard.Select(line => line[0])));
    }

    private static async Task<FilterAnswer> Show(FakeMilter milter, string body = "body", TimeProvider? time = null)
    {
        await using var dialogue = Dialogue(milter, time ?? TimeProvider.System);
        return await Show(dialogue, body);
    }

    private static FilterDialogue Dialogue(FakeMilter milter, TimeProvider time)
    {
        var options = new ContentFilterOptions("test", "milter", new FilterEndPoint("127.0.0.1", milter.Port, null));
        return new MilterFilter(options, new ServerIdentity("mail.example.test", "/"), Writer, time).Open(Client);
    }

    private static FilterClient Client => new() { Address = IPEndPoint.Parse("192.0.2.7:40000"), HeloName = "client.example" };

    private static async Task<FilterAnswer> Show(FilterDialogue dialogue, string body)
    {
        var envelope = new Envelope { ReversePath = AddressOf("a@other.example"), Arrived = DateTimeOffset.UnixEpoch };
        var recipient = new Recipient(AddressOf("bob@example.test"));
        if (await dialogue.Mail("s-1", Client, envelope, Cancellation) is FilterAnswer.Refused refused)
            return refused;
        if (await dialogue.Rcpt(recipient, Cancellation) is FilterAnswer.Refused refusedToo)
            return refusedToo;

        await using var content = MessageContent.FromMemory(Encoding.UTF8.GetBytes($"Received: ours\r\nSubject: folded\r\n line\r\nX:1\r\n\r\n{body}\r\n"));
        var answer = await dialogue.Message(new FilterMessage("s-1", envelope, [recipient], content, "Received: ours\r\n".Length), Cancellation);
        await dialogue.Reset();
        return answer;
    }

    private static MessageWriter Writer() => new(1 << 20, _ => Path.GetTempFileName());

    private static Address AddressOf(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);

    private static async Task<string> Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancellation);
    }
}

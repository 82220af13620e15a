using System.Globalization;
using System.Text;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.TranscriptTests;

/// <summary>What a mailbox holds: checks of STORED and of the lines below it.</summary>
internal sealed class StoredMessages(string[] lines)
{
    private int _next;

    public static StoredMessages None { get; } = new([]);

    /// <summary>Checks "address mailbox count" and takes the newest message.</summary>
    public static async Task<StoredMessages> Expect(TestServer server, TranscriptStep step)
    {
        var words = step.Text.Split(' ');
        var (address, mailbox, count) = (words[0], string.Join(' ', words[1..^1]), int.Parse(words[^1], CultureInfo.InvariantCulture));
        var ct = TestContext.Current.CancellationToken;
        var owner = await server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, ct)
            ?? throw new InvalidOperationException($"There is no account {address}.");
        var account = await server.Services.GetRequiredService<Mailstore>().Open(owner.Id, ct);
        var id = (account.Find(mailbox) ?? throw new InvalidOperationException($"{address} has no mailbox {mailbox}.")).Id;
        var uids = (await account.Index(id, ct))!.Uids();
        Assert.True(count == uids.Length, $"line {step.Number}: {mailbox} of {address} has {uids.Length} messages.");
        if (count == 0)
            return None;

        using var reader = (await account.OpenMessage(id, uids[^1], ct))!;
        using var text = new StreamReader(reader.OpenStream(), Encoding.Latin1);
        return new StoredMessages((await text.ReadToEndAsync(ct)).Split("\r\n"));
    }

    /// <summary>A line of the newest message, below the line found before.</summary>
    public void ExpectLine(TranscriptStep step, TranscriptText text)
    {
        var found = Array.FindIndex(lines, _next, line => text.Matches(step.Text, line));
        if (found < 0)
            Assert.Fail($"line {step.Number}\nnot in the stored message: {step.Text}\nwhat is left of it:\n{string.Join('\n', lines[_next..])}");
        _next = found + 1;
    }
}

using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Tests.ContentFilters;

public sealed class MessageRewriterTests
{
    private const string Own = "Return-Path: <a@other.example>\r\nReceived: ours\r\n";

    [Fact]
    public async Task Fields_are_added_in_front_and_at_the_end()
    {
        var message = await Rewrite("Subject: x\r\nTo: b\r\n\r\nbody\r\n", new HeaderChange.Insert(0, "DKIM-Signature", "v=1;\nb=abc"), new HeaderChange.Append("X-Last", " yes"));

        Assert.Equal(Own + "DKIM-Signature: v=1;\r\n\tb=abc\r\nSubject: x\r\nTo: b\r\nX-Last: yes\r\n\r\nbody\r\n", message);
    }

    [Fact]
    public async Task A_field_is_replaced_and_removed_by_its_occurrence_and_the_others_keep_their_octets()
    {
        var message = await Rewrite(
            "X: 1\r\nx:2\r\n folded\r\nX: 3\r\nodd  :  kept\r\n\r\n", new HeaderChange.Replace(2, "X", "two"), new HeaderChange.Remove(3, "X"), new HeaderChange.Remove(9, "X"));

        Assert.Equal(Own + "X: 1\r\nX: two\r\nodd  :  kept\r\n\r\n", message);
    }

    [Fact]
    public async Task A_missing_field_is_added_by_its_replacement()
    {
        Assert.Equal(Own + "A: 1\r\nSubject: new\r\n\r\n", await Rewrite("A: 1\r\n\r\n", new HeaderChange.Replace(1, "Subject", "new")));
    }

    [Fact]
    public async Task A_value_cannot_smuggle_a_field_or_the_end_of_the_header()
    {
        var message = await Rewrite("A: 1\r\n\r\nbody\r\n", new HeaderChange.Append("X", "one\r\nEvil: yes\r\n\r\nbody"));

        Assert.Equal(Own + "A: 1\r\nX: one\r\n\tEvil: yes\r\n\tbody\r\n\r\nbody\r\n", message);
    }

    [Theory]
    [InlineData("\r\nonly a body\r\n")]
    [InlineData("A: 1\r\n")]
    [InlineData("")]
    public async Task Messages_without_header_or_body_get_fields_too(string message)
    {
        var rewritten = await Rewrite(message, new HeaderChange.Append("X", "1"));

        Assert.Contains("X: 1\r\n\r\n", rewritten, StringComparison.Ordinal);
        Assert.EndsWith(message.StartsWith("\r\n", StringComparison.Ordinal) ? "only a body\r\n" : "\r\n\r\n", rewritten, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_reverse_path_is_in_the_Return_Path()
    {
        var changes = new MessageChanges();
        changes.ChangeReversePath(null);

        Assert.Equal("Return-Path: <>\r\nReceived: ours\r\nA: 1\r\n\r\nb\r\n", await Rewrite("A: 1\r\n\r\nb\r\n", changes));
    }

    [Fact]
    public async Task A_new_body_takes_the_place_of_the_old()
    {
        var changes = new MessageChanges { Body = Writer() };
        changes.Body.Write("new\r\n"u8);

        Assert.Equal(Own + "A: 1\r\n\r\nnew\r\n", await Rewrite("A: 1\r\n\r\nold\r\n", changes));
    }

    [Fact]
    public async Task A_header_without_bound_is_left_alone()
    {
        var failure = await Assert.ThrowsAsync<FilterFailedException>(() => Rewrite("A: " + new string('x', 1_100_000) + "\r\n\r\n", new HeaderChange.Append("X", "1")));

        Assert.Contains("too long", failure.Message, StringComparison.Ordinal);
    }

    private static Task<string> Rewrite(string message, params HeaderChange[] header)
    {
        var changes = new MessageChanges();
        foreach (var change in header)
            changes.Add(change);
        return Rewrite(message, changes);
    }

    private static async Task<string> Rewrite(string message, MessageChanges changes)
    {
        await using var content = MessageContent.FromMemory(Encoding.UTF8.GetBytes(Own + message), Own.IndexOf('\n', StringComparison.Ordinal) + 1);
        Assert.True(Address.TryParse("a@other.example", out var sender));
        var seen = new FilterMessage("1", new Envelope { ReversePath = sender, Arrived = DateTimeOffset.UnixEpoch }, [], content, Own.Length);
        var (rewritten, own) = await MessageRewriter.Rewrite(seen, changes, Writer(), TestContext.Current.CancellationToken);
        await using (rewritten)
        {
            using var reader = new StreamReader(rewritten.OpenRead());
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Equal("ours\r\n", text[(own - 6)..own]);
            return text;
        }
    }

    private static MessageWriter Writer() => new(4 << 20, _ => throw new IOException("no spool here"));
}

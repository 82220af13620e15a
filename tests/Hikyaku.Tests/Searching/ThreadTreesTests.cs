using System.Buffers;
using System.Text;
using CsCheck;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Searching.Threads;
using Hikyaku.Protocols.Imap.Searching;

namespace Hikyaku.Tests.Searching;

/// <summary>RFC 5256 §3 and §4. A message is "id date subject references…"; a subject with a + is a reply.</summary>
public sealed class ThreadTreesTests
{
    [Theory]
    [InlineData("a 1 x|b 2 x|c 3 y", "(1 2)(3)")]
    [InlineData("a 3 x|b 1 x|c 2 x|d 0 y", "(4)(2 (3)(1))")]
    [InlineData("a 1 x", "(1)")]
    public void Ordered_by_subject_the_oldest_is_the_root(string messages, string expected) =>
        Assert.Equal(expected, Threads(messages, ThreadAlgorithm.OrderedSubject));

    [Theory]
    [InlineData("a 1 x|b 2 +x a|c 3 +x a b", "(1 2 3)")]
    [InlineData("a 1 x|b 2 +x a|c 3 +x a", "(1 (2)(3))")]
    // The parent is not here: siblings below an empty place.
    [InlineData("b 2 +x a|c 3 +x a", "((1)(2))")]
    // Alone, a child takes its parent's place.
    [InlineData("b 2 +x a", "(1)")]
    [InlineData("c 3 +x a b|d 4 +x b", "((1)(2))")]
    // Equal subjects come together: below the message that is no reply, else below an empty place.
    [InlineData("a 1 x|b 2 +x", "(1 2)")]
    [InlineData("b 1 +x|a 2 x", "(2 1)")]
    [InlineData("a 1 x|b 2 x", "((1)(2))")]
    [InlineData("a 1 x|b 2 x|c 3 x", "((1)(2)(3))")]
    [InlineData("b 1 +x|c 2 +x", "((1)(2))")]
    // Without a subject they stay apart.
    [InlineData("a 1 -|b 2 -", "(1)(2)")]
    // A loop is not made.
    [InlineData("a 1 x b|b 2 y a", "(2 1)")]
    [InlineData("a 1 x a", "(1)")]
    // An identifier counts once.
    [InlineData("a 1 x|a 2 y|b 3 z a", "(1 3)(2)")]
    // Siblings go by date, and so do threads.
    [InlineData("a 5 x|b 4 y|c 9 z a|d 8 w a", "(2)(1 (4)(3))")]
    // The RFC's own: an empty place between is left out.
    [InlineData("a 1 x|c 3 y a b|d 4 z a b c", "(1 2 3)")]
    public void By_references(string messages, string expected) => Assert.Equal(expected, Threads(messages, ThreadAlgorithm.References));

    [Theory]
    [InlineData("a 1 x|b 2 x", "(1)(2)")]
    [InlineData("a 1 x|b 2 y|c 3 z a", "(2)(1 3)")]
    [InlineData("b 2 +x a|c 3 +x a|d 1 w", "(3)((1)(2))")]
    public void Without_subjects_threads_go_by_their_newest_message(string messages, string expected) =>
        Assert.Equal(expected, Threads(messages, ThreadAlgorithm.Refs));

    [Fact]
    public void A_chain_of_any_length_is_threaded_and_written()
    {
        var chain = string.Join('|', Enumerable.Range(1, 20_000).Select(i => $"m{i} {i} x m{i - 1}"));

        Assert.Equal(20_000, Threads(chain, ThreadAlgorithm.Refs).Split(' ', '(', ')').Count(word => word.Length > 0));
    }

    [Fact]
    public void Whatever_the_references_say_each_message_is_in_one_thread()
    {
        var message = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 9].Array[0, 4]);
        Gen.Select(message.Array[0, 12], Gen.Int[0, 2]).Sample((drawn, algorithm) =>
        {
            var text = string.Join('|', drawn.Select(m => $"i{m.Item1} {m.Item2} {(m.Item3 == 0 ? "-" : m.Item3 == 1 ? "+s" : "s" + m.Item3)} {string.Join(' ', m.Item4.Select(r => "i" + r))}".Trim()));

            var uids = Threads(text, (ThreadAlgorithm)algorithm).Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Select(uint.Parse);

            Assert.Equal(Enumerable.Range(1, drawn.Length).Select(i => (uint)i), uids.Order());
        });
    }

    private static string Threads(string messages, ThreadAlgorithm algorithm)
    {
        uint uid = 0;
        var all = messages.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(text => Message(++uid, text.Split(' ')));
        var output = new ArrayBufferWriter<byte>();
        new ThreadWriter(new ImapWriter(output), number => number).Write(ThreadTrees.Of(all, algorithm));
        return Encoding.ASCII.GetString(output.WrittenSpan)["* THREAD".Length..].Trim();
    }

    private static ThreadedMessage Message(uint uid, string[] words)
    {
        var date = long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
        return new ThreadedMessage(uid, date, date, words[2].Trim('+', '-'), words[2][0] == '+', words[0], words[3..]);
    }
}

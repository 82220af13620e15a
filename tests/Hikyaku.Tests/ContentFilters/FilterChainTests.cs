using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Hikyaku.Tests.Trace;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hikyaku.Tests.ContentFilters;

public sealed class FilterChainTests : IDisposable
{
    private readonly MailMetrics _metrics = new(TimeProvider.System);
    private readonly MessageTrace _trace;

    public FilterChainTests() => _trace = new MessageTrace(new KeptTrace(), () => true, _metrics, TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_filter_sees_what_those_before_it_have_changed()
    {
        var seen = new List<string>();
        await using var chain = Chain(Adds("X-One", seen), Adds("X-Two", seen));

        var result = await Show(chain, "A: 1\r\n\r\nbody\r\n");

        Assert.Equal(["A: 1\r\n\r\nbody\r\n", "A: 1\r\nX-One: yes\r\n\r\nbody\r\n"], seen);
        Assert.Equal("A: 1\r\nX-One: yes\r\nX-Two: yes\r\n\r\nbody\r\n", await Text(result.Content.OpenRead()));
        await result.Content.DisposeAsync();
    }

    [Theory]
    [InlineData(FilterFallback.Defer, 451)]
    [InlineData(FilterFallback.Refuse, 554)]
    [InlineData(FilterFallback.Accept, null)]
    public async Task A_change_that_cannot_be_made_counts_as_a_failure_of_the_filter(FilterFallback fallback, int? code)
    {
        await using var chain = Chain(Adds("X-One", [], fallback));

        var result = await Show(chain, $"A: {new string('x', HeaderFields.MaxLength)}\r\n\r\n");

        Assert.Equal(code, result.Refusal?.Code);
        Assert.False(result.IsDiscarded);
    }

    [Fact]
    public async Task A_filter_that_leaves_no_recipient_discards()
    {
        await using var chain = Chain(new StubFilter(FilterFallback.Defer, _ =>
        {
            var changes = new MessageChanges();
            changes.RemoveRecipient(AddressOf("BOB@example.test"));
            return new FilterAnswer.Passed(changes);
        }));

        Assert.True((await Show(chain, "A: 1\r\n\r\n")).IsDiscarded);
    }

    [Fact]
    public async Task What_is_to_be_looked_at_says_by_whom_and_why()
    {
        await using var chain = Chain(new StubFilter(FilterFallback.Defer, _ => new FilterAnswer.Passed(new MessageChanges { Quarantine = "odd", IsJunk = true })));

        var result = await Show(chain, "A: 1\r\n\r\n");

        Assert.Equal("stub: odd", result.Envelope.HoldReason);
        Assert.True(result.Envelope.IsJunk);
    }

    public void Dispose()
    {
        _trace.Dispose();
        _metrics.Dispose();
    }

    private static StubFilter Adds(string name, List<string> seen, FilterFallback fallback = FilterFallback.Defer) => new(fallback, message =>
    {
        using var reader = new StreamReader(message.OpenRead());
        seen.Add(reader.ReadToEnd());
        var changes = new MessageChanges();
        changes.Add(new HeaderChange.Append(name, "yes"));
        return new FilterAnswer.Passed(changes);
    });

    private FilterChain Chain(params StubFilter[] filters) => new(
        [.. filters.Select(filter => ((ContentFilter)filter, filter.Open(new FilterClient { Address = new(0, 0), HeloName = "" })))],
        static () => new MessageWriter(4 << 20, _ => throw new IOException("no spool here")), _trace, TimeProvider.System, NullLogger.Instance);

    private static async Task<FilteredMessage> Show(FilterChain chain, string message)
    {
        var envelope = new Envelope { ReversePath = null, Arrived = DateTimeOffset.UnixEpoch };
        return await chain.Message(
            new FilterMessage("1", envelope, [new Recipient(AddressOf("bob@example.test"))], MessageContent.FromMemory(Encoding.UTF8.GetBytes(message)), 0), Cancellation);
    }

    private static Address AddressOf(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);

    private static async Task<string> Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private sealed class StubFilter(FilterFallback fallback, Func<FilterMessage, FilterAnswer> answer)
        : ContentFilter(new ContentFilterOptions("stub", "stub", new FilterEndPoint("127.0.0.1", 1, null)) { Fallback = fallback })
    {
        public override FilterDialogue Open(FilterClient client) => new StubDialogue(answer);

        public override ValueTask<string?> Probe(CancellationToken cancellation) => new((string?)null);
    }

    private sealed class StubDialogue(Func<FilterMessage, FilterAnswer> answer) : FilterDialogue
    {
        public override ValueTask<FilterAnswer> Message(FilterMessage message, CancellationToken cancellation) => new(answer(message));
    }
}

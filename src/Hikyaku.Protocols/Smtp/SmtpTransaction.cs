using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reception;

namespace Hikyaku.Protocols.Smtp;

/// <summary>The message under way: its envelope, and its octets when they come in chunks.</summary>
internal sealed class SmtpTransaction(Envelope envelope, long declaredSize) : IAsyncDisposable
{
    private LineEndScanner _lines = new();
    private TextMeter _meter;

    public Envelope Envelope { get; } = envelope;

    /// <summary>SIZE, or 0.</summary>
    public long DeclaredSize { get; } = declaredSize;

    public List<Recipient> Recipients { get; } = [];

    /// <summary>The message as far as it has come, or null.</summary>
    public MessageInput? Input { get; set; }

    /// <summary>Octets that the client has sent of it.</summary>
    public long Received { get; set; }

    /// <summary>Why it can not be taken any more, or null.</summary>
    public SmtpReply? Failure { get; set; }

    public bool EndsWithLine => _lines.IsAtLineStart;

    public SmtpReply? BadLineEnd => _lines.HasBareLf ? SmtpReply.BareLf : _lines.HasBareCr ? SmtpReply.BareCr : null;

    /// <summary>The octets of the longest line so far.</summary>
    public long LongestLine => _meter.LongestLine;

    /// <summary>A NUL octet came.</summary>
    public bool HasNul => _meter.HasNul;

    public void Measure(ReadOnlySpan<byte> octets) => _meter.Scan(octets);

    public void ScanLines(ReadOnlySpan<byte> octets) => _lines.Scan(octets);

    public void FinishLines() => _lines.Finish();

    public ValueTask DisposeAsync() => Input?.DisposeAsync() ?? ValueTask.CompletedTask;
}

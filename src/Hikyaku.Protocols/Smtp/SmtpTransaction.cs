using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reception;

namespace Hikyaku.Protocols.Smtp;

/// <summary>The message under way: its envelope, and its octets when they come in chunks.</summary>
internal sealed class SmtpTransaction(Envelope envelope, long declaredSize, SmtpFilters filters) : IAsyncDisposable
{
    private const int MaxTextLine = 1000;

    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);
    private LineEndScanner _lines = new();
    private TextMeter _meter;
    private LineEndRepair _repair;

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

    /// <summary>The sender said that it is no text (RFC 3030 §3).</summary>
    public bool IsBinary => Envelope.Body == BodyType.BinaryMime;

    /// <summary>It is no text indeed: not made of lines, or of lines that only CHUNKING carries (RFC 5321 §4.5.3.1.6).</summary>
    public bool HasBinary => BadLineEnd is not null || HasNul || LongestLine > MaxTextLine;

    /// <summary>CR and LF that stand alone become CRLF.</summary>
    public bool Repairs { get; private set; }

    public bool EndsWithLine => _lines.IsAtLineStart;

    public SmtpReply? BadLineEnd => _lines.HasBareLf ? SmtpReply.BareLf : _lines.HasBareCr ? SmtpReply.BareCr : null;

    /// <summary>The octets of the longest line so far.</summary>
    public long LongestLine => _meter.LongestLine;

    /// <summary>A NUL octet came.</summary>
    public bool HasNul => _meter.HasNul;

    /// <summary>Counts the domain of a recipient, unless it is one too many.</summary>
    public bool HasDomain(string domain, int most) => _domains.Contains(domain) || (_domains.Count < most && _domains.Add(domain));

    public void Repair(bool isData) => (Repairs, _repair) = (!IsBinary, new LineEndRepair(unstuffsDots: isData));

    public ReadOnlySpan<byte> Repaired(ref ReadOnlySpan<byte> octets) => _repair.Take(ref octets);

    public ReadOnlySpan<byte> RestOfRepair() => Repairs ? _repair.Finish() : default;

    public void Measure(ReadOnlySpan<byte> octets) => _meter.Scan(octets);

    public void ScanLines(ReadOnlySpan<byte> octets) => _lines.Scan(octets);

    public void FinishLines() => _lines.Finish();

    public async ValueTask DisposeAsync()
    {
        await filters.Reset();
        if (Input is { } input)
        {
            await input.DisposeAsync();
        }
    }
}

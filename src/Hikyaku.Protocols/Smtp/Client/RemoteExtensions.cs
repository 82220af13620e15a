using System.Collections.Immutable;
using System.Globalization;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>What a server's reply to EHLO offers (RFC 5321 §4.1.1.1).</summary>
internal sealed record RemoteExtensions
{
    private const int MaxLimitDigits = 6;

    private RemoteExtensions()
    {
    }

    /// <summary>A server that knows HELO only.</summary>
    public static RemoteExtensions None { get; } = new();

    public bool StartTls { get; private init; }

    public bool Pipelining { get; private init; }

    public bool Chunking { get; private init; }

    public bool EightBitMime { get; private init; }

    public bool BinaryMime { get; private init; }

    /// <summary>What a message may be made of. Binary ones need chunks (RFC 3030 §3).</summary>
    public BodyType Body => BinaryMime && Chunking ? BodyType.BinaryMime : EightBitMime ? BodyType.EightBitMime : BodyType.SevenBit;

    public bool MtPriority { get; private init; }

    public bool DeliverBy { get; private init; }

    /// <summary>The least time in seconds in which the server delivers (RFC 2852 §3).</summary>
    public int MinDeliverBy { get; private init; }

    public bool SmtpUtf8 { get; private init; }

    public bool Dsn { get; private init; }

    public bool RequireTls { get; private init; }

    public bool Size { get; private init; }

    /// <summary>The largest message in octets; 0 when the server names none (RFC 1870 §3).</summary>
    public long MaxSize { get; private init; }

    /// <summary>Messages of one connection (RFC 9422 §4.1).</summary>
    public int MaxMessages { get; private init; } = int.MaxValue;

    /// <summary>Recipients of one message (RFC 9422 §4.2).</summary>
    public int MaxRecipients { get; private init; } = int.MaxValue;

    /// <summary>Domains among the recipients of one connection (RFC 9422 §4.3).</summary>
    public int MaxRecipientDomains { get; private init; } = int.MaxValue;

    public ImmutableArray<string> SignInMechanisms { get; private init; } = [];

    public static RemoteExtensions Read(Reply reply)
    {
        var found = new RemoteExtensions();
        foreach (var line in reply.Lines.Skip(1))
        {
            if (line.StartsWith("LIMITS ", StringComparison.OrdinalIgnoreCase))
            {
                found = found.WithLimits(line.TrimEnd().Split(' ')[1..]);
                continue;
            }

            var words = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
            {
                found = found.With(words[0].ToUpperInvariant(), words.AsSpan(1));
            }
        }

        return found;
    }

    private RemoteExtensions With(string keyword, ReadOnlySpan<string> parameters) => keyword switch
    {
        "STARTTLS" => this with { StartTls = true },
        "PIPELINING" => this with { Pipelining = true },
        "CHUNKING" => this with { Chunking = true },
        "8BITMIME" => this with { EightBitMime = true },
        "BINARYMIME" => this with { BinaryMime = true },
        "MT-PRIORITY" => this with { MtPriority = true },
        "DELIVERBY" => this with { DeliverBy = true, MinDeliverBy = ReadMinDeliverBy(parameters) },
        "SMTPUTF8" => this with { SmtpUtf8 = true },
        "REQUIRETLS" => this with { RequireTls = true },
        "DSN" => this with { Dsn = true },
        "SIZE" => this with { Size = true, MaxSize = ReadSize(parameters) },
        "AUTH" => this with { SignInMechanisms = [.. SignInMechanisms, .. parameters.ToArray().Select(p => p.ToUpperInvariant())] },
        _ => this,
    };

    // RFC 9422 §3.7: where the form is wrong, no limit counts.
    private RemoteExtensions WithLimits(string[] limits) =>
        Array.TrueForAll(limits, IsLimit) ? limits.Aggregate(this, static (all, limit) => all.WithLimit(limit)) : this;

    // RFC 9422 §3: a name, and a value of visible characters but ';'.
    private static bool IsLimit(string text)
    {
        var parts = text.Split('=', 2);
        return parts[0].Length > 0 && parts[0].All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            && (parts.Length == 1 || (parts[1].Length > 0 && parts[1].All(static c => c is >= '!' and <= '~' and not ';')));
    }

    // RFC 9422 §4: up to six digits, of which the first is not zero; what cannot be read is no limit.
    private RemoteExtensions WithLimit(string text)
    {
        if (text.Split('=', 2) is not [var name, { Length: > 0 and <= MaxLimitDigits } value] || value[0] == '0'
            || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
        {
            return this;
        }

        return name.ToUpperInvariant() switch
        {
            "MAILMAX" => this with { MaxMessages = limit },
            "RCPTMAX" => this with { MaxRecipients = limit },
            "RCPTDOMAINMAX" => this with { MaxRecipientDomains = limit },
            _ => this,
        };
    }

    // RFC 2852 §2: the first of a list, and it may be left out.
    private static int ReadMinDeliverBy(ReadOnlySpan<string> parameters) =>
        parameters.Length > 0 && int.TryParse(parameters[0].Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    private static long ReadSize(ReadOnlySpan<string> parameters) =>
        parameters.Length > 0 && long.TryParse(parameters[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
}

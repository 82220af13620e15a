using System.Collections.Immutable;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Reports;

/// <summary>What goes into one report.</summary>
public sealed record DeliveryStatusReport
{
    /// <summary>The name of this server.</summary>
    public required string HostName { get; init; }

    /// <summary>A name that no other report has, for Message-ID and boundary; letters and digits.</summary>
    public required string UniqueName { get; init; }

    /// <summary>When the report is made.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Who gets it.</summary>
    public required Address To { get; init; }

    /// <summary>The envelope of the message that it is about.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>The language of its text for people.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>The recipients that it is about.</summary>
    public required ImmutableArray<ReportedRecipient> Recipients { get; init; }

    /// <summary>The octets of that message, from the first header field on; null when they are lost.</summary>
    public required Func<Stream?> OpenMessage { get; init; }
}

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>Keeps what is told and heard about TLS over restarts.</summary>
public interface ITlsReportStorage
{
    /// <summary>Adds to the counts.</summary>
    ValueTask Add(IReadOnlyList<SessionCount> counts, CancellationToken cancellation);

    /// <summary>The counts of a day, or of all days that are kept; of a domain, or of all.</summary>
    ValueTask<IReadOnlyList<SessionCount>> Read(DateOnly? day, string? domain, int limit, CancellationToken cancellation);

    /// <summary>The domains of days before one whose report is neither sent nor given up, and is to be tried now.</summary>
    ValueTask<IReadOnlyList<(DateOnly Day, string Domain)>> Due(DateOnly before, DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>Notes how far the report of a day to a domain came.</summary>
    ValueTask Save(SentTlsReport report, CancellationToken cancellation);

    /// <summary>How far the reports came, newest first.</summary>
    ValueTask<IReadOnlyList<SentTlsReport>> Sent(DateOnly? day, string? domain, int limit, CancellationToken cancellation);

    /// <summary>Keeps a report of another server; false when it is there already.</summary>
    ValueTask<bool> Keep(ReceivedTlsReport report, CancellationToken cancellation);

    /// <summary>The reports of others, newest first.</summary>
    ValueTask<IReadOnlyList<ReceivedTlsReport>> Received(string? domain, int limit, CancellationToken cancellation);

    /// <summary>Forgets what is older than a day, and the oldest reports of others above a number.</summary>
    ValueTask Prune(DateOnly before, int most, CancellationToken cancellation);
}

using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Delivery.Protection.Reporting;
using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Outgoing;

/// <summary>What is told and heard about TLS, in outgoing.db.</summary>
/// <remarks>Limits: <see cref="MaxSessions"/> kinds of sessions a day, <see cref="MaxFailures"/> kinds of failures of each; the rest is left out.</remarks>
internal sealed class SqliteTlsReportStorage(OutgoingDatabase database) : ITlsReportStorage
{
    private const int MaxSessions = 100_000;
    private const int MaxFailures = 200;

    public ValueTask Add(IReadOnlyList<SessionCount> counts, CancellationToken cancellation) => database.Value.Write(
        session =>
        {
            foreach (var count in counts)
            {
                Add(session, count);
            }
        },
        cancellation);

    public ValueTask<IReadOnlyList<SessionCount>> Read(DateOnly? day, string? domain, int limit, CancellationToken cancellation) =>
        database.Value.Read<IReadOnlyList<SessionCount>>(
            session =>
            {
                var found = session.Prepare("Outgoing/TlsSessions").Bind("$day", day?.DayNumber).Bind("$domain", domain).Bind("$limit", limit).All(ReadSession);
                return [.. found.Select(row => row.Count with { Failures = ReadFailures(session, row.Id) })];
            },
            cancellation);

    public ValueTask<IReadOnlyList<(DateOnly Day, string Domain)>> Due(DateOnly before, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        database.Value.Read<IReadOnlyList<(DateOnly, string)>>(
            session => session.Prepare("Outgoing/DueTlsReports")
                .Bind("$before", before.DayNumber)
                .Bind("$now", now.ToUnixTimeMilliseconds())
                .Bind("$limit", limit)
                .All(row => (DateOnly.FromDayNumber(row.GetInt32(0)), row.GetString(1))),
            cancellation);

    public ValueTask Save(SentTlsReport report, CancellationToken cancellation) => database.Value.Write(
        session =>
        {
            session.Prepare("Outgoing/SaveTlsReport")
                .Bind("$day", report.Day.DayNumber)
                .Bind("$domain", report.Domain)
                .Bind("$over", report.IsOver)
                .Bind("$next", report.Next.ToUnixTimeMilliseconds())
                .Bind("$attempts", report.Attempts)
                .Bind("$status", report.Status)
                .Execute();
        },
        cancellation);

    public ValueTask<IReadOnlyList<SentTlsReport>> Sent(DateOnly? day, string? domain, int limit, CancellationToken cancellation) =>
        database.Value.Read<IReadOnlyList<SentTlsReport>>(
            session => session.Prepare("Outgoing/TlsReports").Bind("$day", day?.DayNumber).Bind("$domain", domain).Bind("$limit", limit).All(static row => new SentTlsReport(
                DateOnly.FromDayNumber(row.GetInt32(0)), row.GetString(1), row.GetBoolean(2), Time(row, 3), row.GetInt32(4), row.GetString(5))),
            cancellation);

    public async ValueTask<bool> Keep(ReceivedTlsReport report, CancellationToken cancellation)
    {
        var isNew = false;
        await database.Value.Write(
            session =>
            {
                isNew = session.Prepare("Outgoing/KeepReceivedTlsReport")
                    .Bind("$received", report.Received.ToUnixTimeMilliseconds())
                    .Bind("$organization", report.Organization)
                    .Bind("$report", report.ReportId)
                    .Bind("$domain", report.Domain)
                    .Bind("$first", report.Start.ToUnixTimeMilliseconds())
                    .Bind("$last", report.End.ToUnixTimeMilliseconds())
                    .Bind("$succeeded", report.Succeeded)
                    .Bind("$failed", report.Failed)
                    .Bind("$document", report.Document)
                    .Number() is not null;
            },
            cancellation);
        return isNew;
    }

    public ValueTask<IReadOnlyList<ReceivedTlsReport>> Received(string? domain, int limit, CancellationToken cancellation) =>
        database.Value.Read<IReadOnlyList<ReceivedTlsReport>>(
            session => session.Prepare("Outgoing/ReceivedTlsReports").Bind("$domain", domain).Bind("$limit", limit).All(static row => new ReceivedTlsReport(
                Time(row, 0), row.GetString(1), row.GetString(2), row.GetString(3), Time(row, 4), Time(row, 5), row.GetInt64(6), row.GetInt64(7), row.GetString(8))),
            cancellation);

    public ValueTask Prune(DateOnly before, int most, CancellationToken cancellation) => database.Value.Write(
        session =>
        {
            session.Prepare("Outgoing/RemoveOldTlsSessions").Bind("$before", before.DayNumber).Execute();
            session.Prepare("Outgoing/RemoveOldTlsFailures").Execute();
            session.Prepare("Outgoing/RemoveOldTlsReports").Bind("$before", before.DayNumber).Execute();
            session.Prepare("Outgoing/RemoveSurplusReceivedTlsReports").Bind("$most", most).Execute();
        },
        cancellation);

    private static void Add(SqliteSession session, SessionCount count)
    {
        var id = session.Prepare("Outgoing/AddTlsSession")
            .Bind("$day", count.Key.Day.DayNumber)
            .Bind("$domain", count.Key.Domain)
            .Bind("$type", (int)count.Key.Policy.Type)
            .Bind("$policy", count.Key.Policy.Text)
            .Bind("$mx_hosts", count.Key.Policy.MxHosts)
            .Bind("$succeeded", count.Succeeded)
            .Bind("$failed", count.Failed)
            .Bind("$most", MaxSessions)
            .Number();
        if (id is null)
        {
            return;
        }

        foreach (var (failure, sessions) in count.Failures)
        {
            session.Prepare("Outgoing/AddTlsFailure")
                .Bind("$session", id)
                .Bind("$type", (int)failure.Type)
                .Bind("$source", failure.Source)
                .Bind("$host", failure.Host)
                .Bind("$address", failure.Address)
                .Bind("$detail", failure.Detail)
                .Bind("$sessions", sessions)
                .Bind("$most", MaxFailures)
                .Execute();
        }
    }

    private static (long Id, SessionCount Count) ReadSession(SqliteDataReader row) => (row.GetInt64(0), new SessionCount(
        new SessionKey(DateOnly.FromDayNumber(row.GetInt32(1)), row.GetString(2), new TlsPolicy((TlsPolicyType)row.GetInt32(3), row.GetString(4), row.GetString(5))),
        row.GetInt64(6),
        row.GetInt64(7),
        new Dictionary<FailureKey, long>()));

    private static Dictionary<FailureKey, long> ReadFailures(SqliteSession session, long id) => session.Prepare("Outgoing/TlsFailures").Bind("$session", id)
        .All(static row => (Key: new FailureKey((TlsFailureType)row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)), Sessions: row.GetInt64(5)))
        .ToDictionary(f => f.Key, f => f.Sessions);

    private static DateTimeOffset Time(SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>A date, without time and zone, stands in a relation to a day: -1 before it, 0 on it, 1 on it or later.</summary>
public sealed class DateIs(DateField which, int relation, DateOnly day) : Condition
{
    private const int SecondsOfDay = 24 * 60 * 60;
    private readonly long _day = day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    internal override bool ReadsHeaders => which == DateField.Sent;

    internal override Verdict Match(in Candidate message) => which switch
    {
        DateField.Internal => Compare(message.Row.InternalDate, message.Row.ZoneMinutes),
        DateField.Saved => Compare(message.Row.SavedDate, 0),
        _ when !message.Header.IsKnown => Verdict.Open,
        _ => message.Header.HasDate ? Compare(message.Header.Date, message.Header.ZoneMinutes) : Verdict.No,
    };

    // RFC 9051 §6.4.4: time and zone are disregarded.
    private Verdict Compare(long seconds, int zoneMinutes)
    {
        var at = Math.DivRem(seconds + (zoneMinutes * 60), SecondsOfDay, out var rest) - (rest < 0 ? 1 : 0);
        return Of(relation switch { < 0 => at < _day, 0 => at == _day, _ => at >= _day });
    }
}

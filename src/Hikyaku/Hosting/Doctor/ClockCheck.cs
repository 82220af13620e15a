namespace Hikyaku.Hosting.Doctor;

/// <summary>The clock is not plainly wrong: not before this program was made, not decades after.</summary>
internal static class ClockCheck
{
    private const string Area = "clock";
    private const int Lifetime = 20;

    public static Finding Run(DateTimeOffset now)
    {
        var built = new DateTimeOffset(File.GetLastWriteTimeUtc(typeof(ClockCheck).Assembly.Location), TimeSpan.Zero);
        var shown = now.ToString("u", System.Globalization.CultureInfo.InvariantCulture);
        return now < built.AddDays(-1) || now > built.AddYears(Lifetime)
            ? Finding.Fail(Area, "DoctorClockWrong", shown)
            : Finding.Ok(Area, "DoctorClock", shown);
    }
}

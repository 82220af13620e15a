using System.Globalization;

using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Checks.Loads;

/// <summary>So many in a span of time, written as <c>100/1h</c>; <c>none</c> is no limit.</summary>
/// <param name="Count">How many; 0: no limit.</param>
/// <param name="Span">In which time.</param>
public readonly record struct Rate(int Count, TimeSpan Span)
{
    private const int Most = 10_000_000;
    private const string Unlimited = "none";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>No limit.</summary>
    public static Rate None { get; }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out Rate rate)
    {
        ArgumentNullException.ThrowIfNull(text);
        rate = None;
        if (text.Trim().ToLowerInvariant() is Unlimited or "0")
        {
            return true;
        }

        if (text.Split('/') is not [var count, var span] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Most
            || !TimeSpanText.TryParse(span, out var time) || time <= TimeSpan.Zero || time > Longest)
        {
            return false;
        }

        rate = new Rate(number, time);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Count == 0 ? Unlimited : string.Create(CultureInfo.InvariantCulture, $"{Count}/{TimeSpanText.Format(Span)}");
}

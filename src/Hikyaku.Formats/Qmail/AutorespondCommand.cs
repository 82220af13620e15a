using System.Globalization;

namespace Hikyaku.Formats.Qmail;

/// <summary>A call of autorespond: <c>PATH/autorespond SECONDS COUNT MESSAGE DIRECTORY [FLAG [SENDER]]</c>.</summary>
public sealed record AutorespondCommand(TimeSpan Period, int MaxReplies, string MessagePath, bool QuotesOriginal)
{
    private const long MaxSeconds = 10L * 366 * 86_400;

    /// <summary>Reads a command (without the bar); null for other programs.</summary>
    public static AutorespondCommand? Parse(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var words = command.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('\'', '"')).ToList();
        return words is [var program, var seconds, var count, var message, _, .. var rest]
            && program.EndsWith("autorespond", StringComparison.Ordinal)
            && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var period)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var replies)
            ? new AutorespondCommand(TimeSpan.FromSeconds(Math.Min(period, MaxSeconds)), replies, message, rest is ["1", ..])
            : null;
    }
}

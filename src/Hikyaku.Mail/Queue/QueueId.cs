using System.Globalization;

namespace Hikyaku.Mail.Queue;

/// <summary>The name of one message in the queue: its time of arrival in microseconds, made unique.</summary>
/// <param name="Value">The number; later messages have higher ones.</param>
public readonly record struct QueueId(long Value) : IComparable<QueueId>
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int TextLength = 13;

    /// <summary>The first name that a message of a time may have.</summary>
    public static QueueId At(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Reads what <see cref="ToString"/> wrote, in any case.</summary>
    public static bool TryParse(string? text, out QueueId id)
    {
        id = default;
        if (text is not { Length: > 0 and <= TextLength })
        {
            return false;
        }

        var value = 0L;
        foreach (var c in text)
        {
            var digit = Digits.IndexOf(char.ToUpper(c, CultureInfo.InvariantCulture), StringComparison.Ordinal);
            if (digit < 0 || value > long.MaxValue >> 5)
            {
                return false;
            }

            value = (value << 5) | (long)digit;
        }

        id = new QueueId(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(QueueId other) => Value.CompareTo(other.Value);

    /// <summary>Short, without letters that look alike: base 32 as Crockford writes it.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[TextLength];
        var at = TextLength;
        var rest = (ulong)Value;
        do
        {
            text[--at] = Digits[(int)(rest & 31)];
            rest >>= 5;
        }
        while (rest != 0);
        return text[at..].ToString();
    }

    /// <summary>Earlier than.</summary>
    public static bool operator <(QueueId left, QueueId right) => left.Value < right.Value;

    /// <summary>Not later than.</summary>
    public static bool operator <=(QueueId left, QueueId right) => left.Value <= right.Value;

    /// <summary>Later than.</summary>
    public static bool operator >(QueueId left, QueueId right) => left.Value > right.Value;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(QueueId left, QueueId right) => left.Value >= right.Value;
}

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Queue;

/// <summary>The lasting form of the queue's values, in the journal and in columns. Unknown members are skipped, so that it can grow.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(AddressConverter), typeof(EnhancedCodeConverter)])]
[JsonSerializable(typeof(QueueChange))]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(Recipient))]
[JsonSerializable(typeof(SmtpStatus))]
public sealed partial class QueueJson : JsonSerializerContext
{
    /// <summary>Writes a change for the journal.</summary>
    public static byte[] Write(QueueChange change) => JsonSerializer.SerializeToUtf8Bytes(change, Default.QueueChange);

    /// <summary>Reads a change of the journal.</summary>
    /// <exception cref="InvalidDataException">The octets were not written by <see cref="Write"/>.</exception>
    public static QueueChange Read(ReadOnlySpan<byte> octets)
    {
        try
        {
            var change = JsonSerializer.Deserialize(octets, Default.QueueChange);
            return change is not null && IsWhole(change) ? change : throw new InvalidDataException("A change of the queue lacks a part.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidDataException("A change of the queue can not be read: " + exception.Message, exception);
        }
    }

    // A member that is missing is null or an empty default.
    private static bool IsWhole(QueueChange change) => change switch
    {
        QueueChange.Added added => added.Message?.Envelope is { } envelope && !envelope.DeliveredTo.IsDefault && !added.Recipients.IsDefault
            && added.Recipients.All(r => r is { Target: not null, Original.Address: not null, Destination: not null, Attempts: not null }),
        QueueChange.Settled settled => !settled.Done.IsDefault && !settled.Waiting.IsDefault && settled.Waiting.All(w => w?.State is not null),
        QueueChange.Steered steered => !steered.Numbers.IsDefault,
        QueueChange.Rerouted rerouted => !rerouted.Recipients.IsDefault && rerouted.Recipients.All(r => r?.Destination is not null),
        _ => false,
    };

    /// <summary>Writes a value for a column.</summary>
    public static string? Text<T>(T? value, Func<QueueJson, JsonTypeInfo<T>> type)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, type(Default));

    /// <summary>Reads a value of a column.</summary>
    public static T? Value<T>(string? text, Func<QueueJson, JsonTypeInfo<T>> type)
        where T : class => text is null ? null : JsonSerializer.Deserialize(text, type(Default));
}

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
    /// <exception cref="JsonException">The octets were not written by <see cref="Write"/>.</exception>
    public static QueueChange Read(ReadOnlySpan<byte> octets) =>
        JsonSerializer.Deserialize(octets, Default.QueueChange) ?? throw new JsonException("An empty change.");

    /// <summary>Writes a value for a column.</summary>
    public static string? Text<T>(T? value, Func<QueueJson, JsonTypeInfo<T>> type)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, type(Default));

    /// <summary>Reads a value of a column.</summary>
    public static T? Value<T>(string? text, Func<QueueJson, JsonTypeInfo<T>> type)
        where T : class => text is null ? null : JsonSerializer.Deserialize(text, type(Default));
}

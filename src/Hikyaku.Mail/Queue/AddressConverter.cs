using System.Text.Json;
using System.Text.Json.Serialization;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Queue;

/// <summary>An address as its wire form.</summary>
internal sealed class AddressConverter : JsonConverter<Address>
{
    public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Address.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("No address.");

    public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

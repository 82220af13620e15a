using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Mail.Queue;

/// <summary>An enhanced code with its dots.</summary>
internal sealed class EnhancedCodeConverter : JsonConverter<EnhancedCode>
{
    public override EnhancedCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EnhancedCode.TryParse(Encoding.ASCII.GetBytes(reader.GetString() ?? ""), out var code, out _) ? code : default;

    public override void Write(Utf8JsonWriter writer, EnhancedCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

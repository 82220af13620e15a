using System.Text.Json.Serialization;

namespace Hikyaku.Control;

/// <summary>Reads and writes frames without reflection.</summary>
[JsonSerializable(typeof(ControlFrame))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class ControlJson : JsonSerializerContext;

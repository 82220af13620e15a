using System.Text.Json;

namespace Hikyaku.Hosting;

/// <summary>Finds and reads <c>hikyaku.json</c>.</summary>
internal static class ConfigurationFile
{
    /// <summary>The variable that names the file when the command line does not.</summary>
    public const string Variable = "HIKYAKU_CONFIG";

    private static readonly JsonDocumentOptions Json = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 8,
    };

    /// <summary>Reads the named file, or the one the environment names, or takes the defaults below the current folder.</summary>
    public static ConfigurationResult Load(string? path)
    {
        path = string.IsNullOrEmpty(path) ? Environment.GetEnvironmentVariable(Variable) : path;
        if (string.IsNullOrEmpty(path))
            return new ConfigurationResult(Configuration.Default(Environment.CurrentDirectory), []);

        try
        {
            return Parse(File.ReadAllBytes(path), Path.GetFullPath(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Problem(path, HostingTexts.Get("ConfigMissing"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Problem(path, HostingTexts.Get("ConfigUnreadable", e.Message));
        }
    }

    /// <summary>Reads the octets of a file; relative paths in it start at its own folder.</summary>
    public static ConfigurationResult Parse(ReadOnlyMemory<byte> utf8, string path)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            using var document = JsonDocument.Parse(utf8, Json);
            return new ConfigurationReader(path).Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return Problem(path, HostingTexts.Get("ConfigNotJson", e.LineNumber + 1, e.BytePositionInLine + 1));
        }
    }

    private static ConfigurationResult Problem(string path, string message) => new(null, [new ConfigurationProblem(path, message)]);
}

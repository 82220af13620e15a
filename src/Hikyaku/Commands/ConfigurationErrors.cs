using Hikyaku.Hosting;

namespace Hikyaku.Commands;

/// <summary>Tells what is wrong with <c>hikyaku.json</c>.</summary>
internal static class ConfigurationErrors
{
    /// <summary>The configuration, or null after every problem was written to standard error.</summary>
    public static Configuration? Print(ConfigurationResult result)
    {
        foreach (var problem in result.Problems)
            Console.Error.WriteLine(problem);
        return result.Configuration;
    }
}

namespace Hikyaku.Hosting;

/// <summary>What to type to run this program: "hikyaku" where it is installed, its path where it was built.</summary>
internal static class ProgramName
{
    private const string Name = "hikyaku";

    public static string Typed() =>
        Typed(Environment.ProcessPath, Environment.GetEnvironmentVariable("PATH") ?? "", Environment.CurrentDirectory);

    /// <summary>As <see cref="Typed()"/>, for a process.</summary>
    /// <param name="process">The program file that runs.</param>
    /// <param name="path">The folders where the shell looks, as in PATH.</param>
    /// <param name="current">The folder to type it in.</param>
    public static string Typed(string? process, string path, string current)
    {
        // "dotnet hikyaku.dll", or a test: no path of ours.
        if (process is null || Path.GetFileNameWithoutExtension(process) != Name || path.Split(Path.PathSeparator).Any(HasProgram))
        {
            return Name;
        }

        var relative = Path.GetRelativePath(current, process);
        return relative.StartsWith("..", StringComparison.Ordinal) ? process
            : relative.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? relative
            : "./" + relative;
    }

    private static bool HasProgram(string folder) => folder.Length > 0 && File.Exists(Path.Combine(folder, Name));
}

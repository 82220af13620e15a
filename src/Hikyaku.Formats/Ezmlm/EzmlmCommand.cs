namespace Hikyaku.Formats.Ezmlm;

/// <summary>How a dot-qmail file shows that it is a list's.</summary>
public static class EzmlmCommand
{
    /// <summary>Whether a command (without the bar) runs a program of ezmlm.</summary>
    public static bool IsEzmlm(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.TrimStart().Split(' ')[0].Contains("/ezmlm-", StringComparison.Ordinal);
    }

    /// <summary>The list's directory: the quoted argument, or the first that is absolute; null when there is none.</summary>
    public static string? ListDirectory(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var open = command.IndexOfAny(['\'', '"']);
        var close = open < 0 ? -1 : command.IndexOf(command[open], open + 1);
        var path = close > open
            ? command[(open + 1)..close]
            : command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).FirstOrDefault(word => word.StartsWith('/'));
        return path is ['/', ..] ? path.TrimEnd('/') : null;
    }
}

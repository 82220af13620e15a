namespace Hikyaku.Formats.Vpopmail;

/// <summary>What .qmail-default says about addresses that nothing else takes.</summary>
public abstract record VdelivermailDefault
{
    /// <summary>Refused.</summary>
    public sealed record Bounce : VdelivermailDefault;

    /// <summary>Dropped.</summary>
    public sealed record Delete : VdelivermailDefault;

    /// <summary>Into the account whose home this is, on the old host.</summary>
    public sealed record ToDirectory(string Path) : VdelivermailDefault;

    /// <summary>Forwarded; "*@domain" keeps the local part.</summary>
    public sealed record ToAddress(string Target) : VdelivermailDefault;

    /// <summary>Something else, such as maildrop: cannot be mapped.</summary>
    public sealed record Unknown(string Line) : VdelivermailDefault;

    /// <summary>Reads the file.</summary>
    public static VdelivermailDefault Parse(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var lines = file.Split('\n').Select(line => line.TrimEnd(' ', '\t', '\r')).Where(line => line.Length > 0 && line[0] != '#').ToList();
        if (lines is not [var line])
        {
            return new Unknown(string.Join(" / ", lines));
        }

        var words = line.TrimStart('|').Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (!line.StartsWith('|') || words is not [var program, "''" or "\"\"", var argument] || !program.EndsWith("/vdelivermail", StringComparison.Ordinal))
        {
            return new Unknown(line);
        }

        return Argument(argument.Trim('\'', '"'), line);
    }

    /// <summary>Writes the line for vdelivermail at a path.</summary>
    public string Write(string program) => $"| {program} '' {this}\n";

    /// <summary>vdelivermail's argument, or the whole line when it is not known.</summary>
    public sealed override string ToString() => this switch
    {
        Delete => "delete",
        ToDirectory(var path) => path,
        ToAddress(var target) => target.StartsWith("*@", StringComparison.Ordinal) ? string.Concat("$EXT", target.AsSpan(1)) : target,
        Unknown(var line) => line,
        _ => "bounce-no-mailbox",
    };

    private static VdelivermailDefault Argument(string argument, string line) => argument switch
    {
        "bounce-no-mailbox" => new Bounce(),
        "delete" => new Delete(),
        ['/', ..] => new ToDirectory(argument.Length > 1 ? argument.TrimEnd('/') : argument),
        _ when argument.StartsWith("$EXT@", StringComparison.Ordinal) => new ToAddress("*" + argument[4..]),
        _ when argument.Contains('@') => new ToAddress(argument.TrimStart('&')),
        _ => new Unknown(line),
    };
}

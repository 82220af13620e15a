namespace Hikyaku.Formats.Vpopmail;

/// <summary>One account row, of SQL or of vpasswd.</summary>
public sealed record VpopmailUser
{
    /// <summary>The local part, as stored.</summary>
    public required string Name { get; init; }

    /// <summary>The domain, lower case; empty for users without one.</summary>
    public string Domain { get; init; } = "";

    /// <summary>pw_passwd.</summary>
    public string Hash { get; init; } = "";

    /// <summary>pw_gid.</summary>
    public VpopmailFlags Flags { get; init; }

    /// <summary>pw_gecos.</summary>
    public string Gecos { get; init; } = "";

    /// <summary>pw_dir: the absolute home on the old host.</summary>
    public string Directory { get; init; } = "";

    /// <summary>pw_shell: the quota text.</summary>
    public string Quota { get; init; } = "";

    /// <summary>Whether a clear-text password stood there; the text itself is never kept.</summary>
    public bool HasClearPassword { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}@{Domain}";
}

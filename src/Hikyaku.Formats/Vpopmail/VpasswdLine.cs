using System.Globalization;

namespace Hikyaku.Formats.Vpopmail;

/// <summary>A line of vpasswd: <c>name:crypt:apop:flags:gecos:dir:quota[:clear]</c>.</summary>
public static class VpasswdLine
{
    /// <summary>Reads a line (Latin-1); null when fields are missing or the flags are no number.</summary>
    public static VpopmailUser? Parse(string line, string domain)
    {
        ArgumentNullException.ThrowIfNull(line);
        var fields = line.Split(':');
        return fields is [{ Length: > 0 } name, var hash, _, var flags, var gecos, var directory, var quota, ..]
            && int.TryParse(flags, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bits)
            ? new VpopmailUser
            {
                Name = name,
                Domain = domain,
                Hash = hash,
                Flags = (VpopmailFlags)bits,
                Gecos = gecos,
                Directory = directory,
                Quota = quota,
                HasClearPassword = fields.Length > 7 && fields[7].Length > 0,
            }
            : null;
    }

    /// <summary>Writes a line; colons and line ends leave gecos.</summary>
    public static string Write(VpopmailUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var gecos = user.Gecos.Replace(":", "", StringComparison.Ordinal).ReplaceLineEndings(" ");
        return string.Create(CultureInfo.InvariantCulture, $"{user.Name}:{user.Hash}:1:{(int)user.Flags}:{gecos}:{user.Directory}:{user.Quota}");
    }
}

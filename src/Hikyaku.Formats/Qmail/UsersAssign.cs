using System.Text;

namespace Hikyaku.Formats.Qmail;

/// <summary>users/assign and users/cdb: which domains qmail gives to vpopmail.</summary>
public sealed record UsersAssign(IReadOnlyList<AssignedDomain> Domains, IReadOnlyList<string> Other)
{
    /// <summary>Reads users/assign; lines of another form are given in <see cref="Other"/>.</summary>
    public static UsersAssign Parse(ReadOnlySpan<byte> file)
    {
        var domains = new List<AssignedDomain>();
        var other = new List<string>();
        foreach (var line in Encoding.Latin1.GetString(file).Split('\n'))
        {
            if (line == ".")
            {
                break;
            }

            if (line.Split(':') is [['+', .., '-'] key, var real, _, _, { Length: > 0 } directory, ..] && key.Length > 2 && key.Contains('.'))
            {
                domains.Add(new AssignedDomain(key[1..^1].ToLowerInvariant(), real.ToLowerInvariant(), directory));
            }
            else if (line.Length > 0)
            {
                other.Add(line);
            }
        }

        return new UsersAssign(domains, other);
    }

    /// <summary>Reads users/cdb: key <c>!DOMAIN-</c>, data <c>REAL NUL uid NUL gid NUL dir NUL …</c>.</summary>
    public static UsersAssign ParseCdb(ReadOnlySpan<byte> file)
    {
        var domains = new List<AssignedDomain>();
        var other = new List<string>();
        foreach (var (key, data) in Cdb.Read(file))
        {
            var fields = Encoding.Latin1.GetString(data).Split('\0');
            var name = Encoding.Latin1.GetString(key);
            if (name is ['!', _, .., '-'] && fields is [var real, _, _, { Length: > 0 } directory, ..] && name.Contains('.'))
            {
                domains.Add(new AssignedDomain(name[1..^1].ToLowerInvariant(), real.ToLowerInvariant(), directory));
            }
            else if (name.Length > 1)
            {
                other.Add(name);
            }
        }

        return new UsersAssign(domains, other);
    }

    /// <summary>Writes users/assign.</summary>
    public static string Write(IEnumerable<AssignedDomain> domains, int uid, int gid)
    {
        var text = new StringBuilder();
        foreach (var (domain, real, directory) in domains)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"+{domain}-:{real}:{uid}:{gid}:{directory}:-::\n");
        }

        return text.Append(".\n").ToString();
    }
}

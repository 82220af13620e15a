using System.Globalization;

namespace Hikyaku.Formats.Vpopmail;

/// <summary>vpopmail.mysql: <c>host|port|user|password|database</c>.</summary>
/// <param name="Host">A name, or the path of a socket.</param>
/// <param name="Port">0: the default.</param>
/// <param name="User">The database user.</param>
/// <param name="Password">Its password.</param>
/// <param name="Database">The database.</param>
public sealed record ConnectionFile(string Host, int Port, string User, string Password, string Database)
{
    /// <summary>Reads the first line that is no comment; null when it has no five fields.</summary>
    public static ConnectionFile? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.Split('\n').Select(raw => raw.Trim()).FirstOrDefault(raw => raw.Length > 0 && raw[0] != '#');
        return line?.Split('|') is [var host, var port, var user, var password, var database, ..]
            ? new ConnectionFile(host, int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, user, password, database)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{User}@{Host}/{Database}";
}

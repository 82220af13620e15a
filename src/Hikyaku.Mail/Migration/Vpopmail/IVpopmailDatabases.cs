namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Opens live databases of old hosts.</summary>
public interface IVpopmailDatabases
{
    /// <summary>
    /// A MySQL or MariaDB database, by a connection string (<c>Server=…;Database=…</c>), the text <c>host|port|user|password|database</c>, or the path of a
    /// vpopmail.mysql file. Null when the text is none of these.
    /// </summary>
    IVpopmailDatabase? Open(string connection);
}

using System.Collections.Concurrent;
using System.Reflection;

namespace Hikyaku.Storage.Sqlite;

/// <summary>The SQL files of Sqlite/Sql and Sqlite/Migrations, embedded in the assembly.</summary>
internal static class SqlText
{
    private const string QueryRoot = "Hikyaku.Storage.Sqlite.Sql.";
    private const string MigrationRoot = "Hikyaku.Storage.Sqlite.Migrations.";
    private static readonly Assembly Self = typeof(SqlText).Assembly;
    private static readonly ConcurrentDictionary<string, string> Queries = new();

    /// <summary>The text of Sqlite/Sql/{name}.sql, for example "Directory/FindAccount".</summary>
    public static string Query(string name) => Queries.GetOrAdd(name, static n => Read(QueryRoot + n.Replace('/', '.') + ".sql"));

    /// <summary>The migrations of a schema in the order of their numbers.</summary>
    public static IReadOnlyList<Migration> Migrations(string schema)
    {
        var root = $"{MigrationRoot}{schema}.";
        var found = new List<Migration>();
        foreach (var resource in Self.GetManifestResourceNames())
        {
            if (resource.StartsWith(root, StringComparison.Ordinal))
            {
                found.Add(Migration.Parse(resource[root.Length..], Read(resource)));
            }
        }

        found.Sort((a, b) => a.Number.CompareTo(b.Number));
        return found;
    }

    private static string Read(string resource)
    {
        using var stream = Self.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The SQL file {resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

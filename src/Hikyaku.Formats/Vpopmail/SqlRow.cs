namespace Hikyaku.Formats.Vpopmail;

/// <summary>A row of a table, of a dump or a live database; columns by name, without case.</summary>
public sealed class SqlRow(string table, IReadOnlyList<string> columns, IReadOnlyList<string?> values)
{
    /// <summary>The table's name.</summary>
    public string Table => table;

    /// <summary>The columns, as far as they are known.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>The value of a column, null for NULL and for a column that is not there.</summary>
    public string? this[string column]
    {
        get
        {
            for (var at = 0; at < columns.Count && at < values.Count; at++)
            {
                if (string.Equals(columns[at], column, StringComparison.OrdinalIgnoreCase))
                {
                    return values[at];
                }
            }

            return null;
        }
    }
}

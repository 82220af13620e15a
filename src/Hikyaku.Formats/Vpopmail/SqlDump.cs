using System.Text;

namespace Hikyaku.Formats.Vpopmail;

/// <summary>
/// Reads the rows of a mysqldump or mariadb-dump: extended inserts, column lists or the order of CREATE TABLE, escapes, hex blobs,
/// NULL, SET NAMES. Bad statements are skipped and counted. Memory does not grow with the dump.
/// </summary>
public sealed class SqlDump
{
    private const int MaxColumns = 1000;
    private static readonly string[] KeyWords = ["PRIMARY", "KEY", "UNIQUE", "INDEX", "CONSTRAINT", "FOREIGN", "FULLTEXT", "SPATIAL", "CHECK"];
    private readonly SqlTokens _tokens;
    private readonly Dictionary<string, List<string>> _columns = new(StringComparer.OrdinalIgnoreCase);
    private bool _isLatin1;

    /// <summary>Reads from a stream, which stays open.</summary>
    public SqlDump(Stream dump) => _tokens = new SqlTokens(dump);

    /// <summary>Statements that could not be read, by the octet where they end.</summary>
    public List<long> BadStatements { get; } = [];

    /// <summary>Whether the dump ends inside a statement.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Octets read so far.</summary>
    public long Position => _tokens.Position;

    /// <summary>The rows of the wanted tables, in the order of the dump.</summary>
    public IEnumerable<SqlRow> Rows(Func<string, bool> wanted)
    {
        for (_tokens.Next(); _tokens.Kind != SqlTokenKind.End; _tokens.Next())
        {
            if (_tokens.IsWord("INSERT") || _tokens.IsWord("REPLACE"))
            {
                foreach (var row in Insert(wanted))
                {
                    yield return row;
                }
            }
            else if (_tokens.IsWord("CREATE"))
            {
                Create(wanted);
            }
            else if (_tokens.IsWord("SET"))
            {
                Set();
            }

            SkipStatement();
        }

        IsCut |= _tokens.IsCut;
    }

    private void SkipStatement()
    {
        while (_tokens.Kind != SqlTokenKind.End && !_tokens.IsMark(';'))
        {
            _tokens.Next();
        }

        IsCut |= _tokens.Kind == SqlTokenKind.End;
    }

    private void Set()
    {
        _tokens.Next();
        if (_tokens.IsWord("NAMES"))
        {
            _tokens.Next();
            _isLatin1 = Encoding.Latin1.GetString(_tokens.Value).StartsWith("latin1", StringComparison.OrdinalIgnoreCase);
        }
    }

    private IEnumerable<SqlRow> Insert(Func<string, bool> wanted)
    {
        do
        {
            _tokens.Next();
        }
        while (_tokens.IsWord("INTO") || _tokens.IsWord("IGNORE") || _tokens.IsWord("LOW_PRIORITY") || _tokens.IsWord("DELAYED"));

        if (TableName() is not { } table || !wanted(table))
        {
            yield break;
        }

        var columns = _tokens.IsMark('(') ? ColumnList() : _columns.GetValueOrDefault(table);
        if (!(_tokens.IsWord("VALUES") || _tokens.IsWord("VALUE")) || columns is null)
        {
            Bad();
            yield break;
        }

        do
        {
            _tokens.Next();
            if (Tuple() is not { } values)
            {
                Bad();
                yield break;
            }

            yield return new SqlRow(table, columns, values);
            _tokens.Next();
        }
        while (_tokens.IsMark(','));
    }

    private void Bad()
    {
        IsCut |= _tokens.Kind == SqlTokenKind.End;
        BadStatements.Add(_tokens.Position);
    }

    // db.table or table, quoted or not.
    private string? TableName()
    {
        string? name = null;
        while (_tokens.Kind is SqlTokenKind.Name or SqlTokenKind.Word && !_tokens.IsWord("VALUES") && !_tokens.IsWord("VALUE"))
        {
            var part = Text();
            name = part.TrimStart('.') is { Length: > 0 } text ? text : name;
            name = _tokens.Kind == SqlTokenKind.Word && name is not null ? name[(name.LastIndexOf('.') + 1)..] : name;
            _tokens.Next();
        }

        return name;
    }

    private List<string> ColumnList()
    {
        var columns = new List<string>();
        for (_tokens.Next(); _tokens.Kind != SqlTokenKind.End && !_tokens.IsMark(')') && !_tokens.IsMark(';'); _tokens.Next())
        {
            if (_tokens.Kind is SqlTokenKind.Name or SqlTokenKind.Word && columns.Count < MaxColumns)
            {
                columns.Add(Text());
            }
        }

        _tokens.Next();
        return columns;
    }

    private List<string?>? Tuple()
    {
        if (!_tokens.IsMark('('))
        {
            return null;
        }

        var values = new List<string?>();
        do
        {
            _tokens.Next();
            string? value = null;
            for (; !_tokens.IsMark(',') && !_tokens.IsMark(')'); _tokens.Next())
            {
                if (_tokens.Kind is SqlTokenKind.End || _tokens.IsMark(';') || _tokens.IsTooLong || _tokens.IsCut)
                {
                    return null;
                }

                value = Value(value);
            }

            values.Add(value);
        }
        while (_tokens.IsMark(',') && values.Count < MaxColumns);

        return _tokens.IsMark(')') ? values : null;
    }

    private string? Value(string? before) => _tokens.Kind switch
    {
        SqlTokenKind.Text => before + Text(),
        SqlTokenKind.Hex => Unhex(),
        SqlTokenKind.Word when _tokens.IsWord("NULL") => null,

        // _binary, _utf8mb4 before a text.
        SqlTokenKind.Word when _tokens.Value[0] == '_' => before,
        SqlTokenKind.Word => Text(),
        _ => before,
    };

    private string? Unhex()
    {
        var digits = Encoding.Latin1.GetString(_tokens.Value);
        var octets = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, octets, out _, out _) == System.Buffers.OperationStatus.Done ? Decode(octets) : null;
    }

    private string Text() => Decode(_tokens.Value);

    private string Decode(ReadOnlySpan<byte> octets) =>
        !_isLatin1 && System.Text.Unicode.Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Encoding.Latin1.GetString(octets);

    private void Create(Func<string, bool> wanted)
    {
        _tokens.Next();
        if (!_tokens.IsWord("TABLE"))
        {
            return;
        }

        do
        {
            _tokens.Next();
        }
        while (_tokens.IsWord("IF") || _tokens.IsWord("NOT") || _tokens.IsWord("EXISTS"));

        if (TableName() is { } table && _tokens.IsMark('('))
        {
            // Told also for a table without rows.
            wanted(table);
            _columns[table] = Definitions();
        }
    }

    private List<string> Definitions()
    {
        var columns = new List<string>();
        var depth = 1;
        var first = true;
        for (_tokens.Next(); depth > 0 && _tokens.Kind != SqlTokenKind.End;)
        {
            if (first && (_tokens.Kind == SqlTokenKind.Name || (_tokens.Kind == SqlTokenKind.Word && !KeyWords.Any(_tokens.IsWord))))
            {
                columns.Add(Text());
            }

            first = depth == 1 && _tokens.IsMark(',');
            depth += _tokens.IsMark('(') ? 1 : _tokens.IsMark(')') ? -1 : 0;
            _tokens.Next();
        }

        return columns;
    }
}

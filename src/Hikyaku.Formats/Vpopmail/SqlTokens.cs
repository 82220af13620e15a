namespace Hikyaku.Formats.Vpopmail;

/// <summary>Cuts a dump into tokens in constant memory, whatever its length.</summary>
internal sealed class SqlTokens(Stream dump)
{
    /// <summary>Longer values are cut; no field of these tables is.</summary>
    public const int MaxValue = 4 << 20;

    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly List<byte> _value = [];
    private int _at;
    private int _end;

    /// <summary>The kind of the token read last.</summary>
    public SqlTokenKind Kind { get; private set; }

    /// <summary>The punctuation of a <see cref="SqlTokenKind.Mark"/>.</summary>
    public char Mark { get; private set; }

    /// <summary>Octets read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the dump ended inside a text.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether the value was longer than <see cref="MaxValue"/>.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The octets of a word, name or text.</summary>
    public ReadOnlySpan<byte> Value => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_value);

    public bool IsMark(char mark) => Kind == SqlTokenKind.Mark && Mark == mark;

    public bool IsWord(string word) =>
        Kind == SqlTokenKind.Word && System.Text.Ascii.EqualsIgnoreCase(Value, word);

    /// <summary>Reads the next token; comments are skipped, the content of <c>/*!NNNNN … */</c> is not.</summary>
    public void Next()
    {
        _value.Clear();
        IsTooLong = false;
        var octet = SkipBlanks();
        switch (octet)
        {
            case -1:
                Kind = SqlTokenKind.End;
                break;
            case '\'' or '"':
                ReadText((byte)octet);
                break;
            case '`':
                ReadName();
                break;
            default:
                ReadOther(octet);
                break;
        }
    }

    private void ReadOther(int octet)
    {
        if (!IsWordOctet(octet))
        {
            (Kind, Mark) = (SqlTokenKind.Mark, (char)octet);
            return;
        }

        Kind = SqlTokenKind.Word;
        Keep((byte)octet);
        while (IsWordOctet(Peek()))
        {
            Keep((byte)Take());
        }

        // x'4d' is a hex blob, _binary 'x' is two tokens.
        if (_value is [(byte)'x' or (byte)'X'] && Peek() == '\'')
        {
            Take();
            _value.Clear();
            ReadText((byte)'\'');
            Kind = SqlTokenKind.Hex;
        }
        else if (_value is [(byte)'0', (byte)'x', ..])
        {
            _value.RemoveRange(0, 2);
            Kind = SqlTokenKind.Hex;
        }
    }

    private int SkipBlanks()
    {
        for (var octet = Take(); ; octet = Take())
        {
            switch (octet)
            {
                case ' ' or '\t' or '\r' or '\n':
                    break;
                case '#':
                    SkipLine();
                    break;
                case '-' when Peek() == '-':
                    SkipLine();
                    break;
                case '/' when Peek() == '*':
                    SkipComment();
                    break;
                case '*' when Peek() == '/':
                    Take();
                    break;
                default:
                    return octet;
            }
        }
    }

    private void SkipLine()
    {
        for (var octet = Take(); octet is not (-1 or '\n'); octet = Take())
        {
        }
    }

    private void SkipComment()
    {
        Take();
        if (Peek() is '!' or 'M')
        {
            // A version comment, of MySQL or MariaDB: its content counts.
            for (Take(); Peek() is '!' or (>= '0' and <= '9'); Take())
            {
            }

            return;
        }

        for (var octet = Take(); octet != -1 && !(octet == '*' && Peek() == '/'); octet = Take())
        {
        }

        Take();
    }

    private void ReadText(byte quote)
    {
        Kind = SqlTokenKind.Text;
        for (var octet = Take(); octet != -1; octet = Take())
        {
            if (octet == '\\')
            {
                Keep(Unescape(Take()));
            }
            else if (octet != quote)
            {
                Keep((byte)octet);
            }
            else if (Peek() == quote)
            {
                Keep((byte)Take());
            }
            else
            {
                return;
            }
        }

        IsCut = true;
    }

    private void ReadName()
    {
        Kind = SqlTokenKind.Name;
        for (var octet = Take(); octet != -1; octet = Take())
        {
            if (octet == '`' && Peek() != '`')
            {
                return;
            }

            Keep((byte)(octet == '`' ? Take() : octet));
        }

        IsCut = true;
    }

    private static byte Unescape(int octet) => octet switch
    {
        '0' => 0,
        'b' => 8,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'Z' => 26,
        _ => (byte)octet,
    };

    private static bool IsWordOctet(int octet) =>
        octet is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '$' or '.' or '+' or '-' or '@' or >= 0x80;

    private void Keep(byte octet)
    {
        if (_value.Count < MaxValue)
        {
            _value.Add(octet);
        }
        else
        {
            IsTooLong = true;
        }
    }

    private int Peek() => Fill() ? _buffer[_at] : -1;

    private int Take()
    {
        if (!Fill())
        {
            return -1;
        }

        Position++;
        return _buffer[_at++];
    }

    private bool Fill()
    {
        if (_at < _end)
        {
            return true;
        }

        (_at, _end) = (0, dump.Read(_buffer));
        return _end > 0;
    }
}

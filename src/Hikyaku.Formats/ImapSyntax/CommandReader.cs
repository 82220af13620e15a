using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>
/// Reads the tokens of one whole command, literals included (RFC 9051 §9). The first failure sticks: later reads give nothing, and
/// <see cref="Problem"/> says where it was and what was expected.
/// </summary>
public ref struct CommandReader(ReadOnlySpan<byte> command)
{
    private static readonly SearchValues<byte> AtomOctets =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x5e).Select(c => (byte)c).Where(c => "(){%*\"\\]"u8.IndexOf(c) < 0)]);

    private readonly ReadOnlySpan<byte> _command = command;
    private int _at;

    /// <summary>Where the reader is, in octets from the command's beginning.</summary>
    public readonly int Position => _at;

    /// <summary>What was expected where the first failure was; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a read has failed.</summary>
    public readonly bool HasFailed => Problem is not null;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _at >= _command.Length;

    private readonly ReadOnlySpan<byte> Rest => _command[_at..];

    /// <summary>Notes a failure here; always false.</summary>
    public bool Fail(string expected)
    {
        Problem ??= $"position {_at + 1}: {expected} expected";
        return false;
    }

    /// <summary>Whether that octet comes next.</summary>
    public readonly bool Peek(char octet) => !HasFailed && _at < _command.Length && _command[_at] == octet;

    /// <summary>Whether a digit comes next.</summary>
    public readonly bool PeekDigit() => !HasFailed && _at < _command.Length && char.IsAsciiDigit((char)_command[_at]);

    /// <summary>Takes that octet if it comes next.</summary>
    public bool Skip(char octet)
    {
        if (!Peek(octet))
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes that octet or fails.</summary>
    public bool Expect(char octet) => Skip(octet) || Fail(octet == ' ' ? "a space" : $"'{octet}'");

    /// <summary>Fails unless everything has been read; a trailing space is forgiven.</summary>
    public bool ExpectEnd()
    {
        Skip(' ');
        return !HasFailed && (IsAtEnd || Fail("the end of the command"));
    }

    /// <summary>Takes a word if it comes next, in any case, whole.</summary>
    public bool SkipWord(string word)
    {
        if (HasFailed || Rest.Length < word.Length || !Ascii.EqualsIgnoreCase(Rest[..word.Length], word))
        {
            return false;
        }

        if (Rest.Length > word.Length && char.IsAsciiLetterOrDigit((char)Rest[word.Length]))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    /// <summary>An atom in upper case; empty after a failure.</summary>
    public string Word()
    {
        var atom = Octets(AtomOctets);
        return atom.Length == 0 && !Fail("a word") ? "" : Encoding.ASCII.GetString(atom).ToUpperInvariant();
    }

    /// <summary>The tag; empty after a failure.</summary>
    public string Tag()
    {
        var tag = Octets(AtomOctets);
        // RFC 9051 §9: no '+' in a tag.
        return tag.Length is 0 or > 200 || tag.Contains((byte)'+') ? Failed("a tag") : Encoding.ASCII.GetString(tag);
    }

    /// <summary>An atom as it is, with a leading backslash if there is one.</summary>
    public string Flag()
    {
        var prefix = Skip('\\') ? "\\" : "";
        var atom = Octets(AtomOctets);
        return atom.Length == 0 ? Failed("a flag") : prefix + Encoding.ASCII.GetString(atom);
    }

    /// <summary>A parenthesized list of flags, or flags without parentheses; an empty list is allowed in parentheses.</summary>
    public List<string> Flags()
    {
        var flags = new List<string>();
        var isList = Skip('(');
        if (isList && Skip(')'))
        {
            return flags;
        }

        do
        {
            flags.Add(Flag());
        }
        while (!HasFailed && Skip(' '));
        if (isList)
        {
            Expect(')');
        }

        return flags;
    }

    /// <summary>An atom, quoted string or literal (astring).</summary>
    public byte[] AString()
    {
        if (Peek('"') || Peek('{'))
        {
            return String();
        }

        var start = _at;
        // RFC 9051 §9: ASTRING-CHAR has "]" too. Octets above 127 are taken, as some clients send raw UTF-8.
        while (!IsAtEnd && (AtomOctets.Contains(_command[_at]) || _command[_at] is (byte)']' or >= 0x80))
        {
            _at++;
        }

        return _at == start || HasFailed ? FailedOctets("a string") : _command[start.._at].ToArray();
    }

    /// <summary>A LIST pattern: an astring that may hold wildcards.</summary>
    public byte[] ListMailbox()
    {
        if (Peek('"') || Peek('{'))
        {
            return String();
        }

        var start = _at;
        while (!IsAtEnd && (AtomOctets.Contains(_command[_at]) || _command[_at] is (byte)']' or (byte)'%' or (byte)'*' or >= 0x80))
        {
            _at++;
        }

        return _at == start || HasFailed ? FailedOctets("a mailbox pattern") : _command[start.._at].ToArray();
    }

    /// <summary>A quoted string or literal.</summary>
    public byte[] String() => Peek('"') ? Quoted() : Peek('{') ? Literal() : FailedOctets("a string");

    /// <summary>A string, or null for NIL.</summary>
    public byte[]? NString() => SkipWord("NIL") ? null : String();

    /// <summary>A string, a literal of any octets (literal8), or null for NIL (RFC 5464 §5).</summary>
    public byte[]? Value() => Skip('~') ? Literal(mayHaveNul: true) : NString();

    /// <summary>A decimal number.</summary>
    public ulong Number(ulong most = uint.MaxValue)
    {
        if (!HasFailed && Utf8Parser.TryParse(Rest, out ulong value, out var used) && value <= most && Rest[0] is not (byte)'+')
        {
            _at += used;
            return value;
        }

        Fail("a number");
        return 0;
    }

    /// <summary>The octets up to a space or the end; for tokens with a syntax of their own, such as sequence sets.</summary>
    public ReadOnlySpan<byte> Until(ReadOnlySpan<byte> ends)
    {
        if (HasFailed)
        {
            return [];
        }

        var length = Rest.IndexOfAny(ends);
        var token = length < 0 ? Rest : Rest[..length];
        _at += token.Length;
        return token;
    }

    private ReadOnlySpan<byte> Octets(SearchValues<byte> allowed)
    {
        if (HasFailed)
        {
            return [];
        }

        var length = Rest.IndexOfAnyExcept(allowed);
        var octets = length < 0 ? Rest : Rest[..length];
        _at += octets.Length;
        return octets;
    }

    private byte[] Quoted()
    {
        var value = new List<byte>();
        for (_at++; !IsAtEnd && _command[_at] is not ((byte)'\r' or (byte)'\n' or 0); _at++)
        {
            if (_command[_at] == '"')
            {
                _at++;
                return [.. value];
            }

            if (_command[_at] == '\\' && _at + 1 < _command.Length)
            {
                _at++;
            }

            value.Add(_command[_at]);
        }

        return FailedOctets("a closing quote");
    }

    private byte[] Literal(bool mayHaveNul = false)
    {
        var close = Rest.IndexOf("}\r\n"u8);
        if (close < 2 || !LiteralMark.TryFind(Rest[..(close + 1)], out var mark) || mark.Length > Rest.Length - close - 3)
        {
            return FailedOctets("a literal");
        }

        var literal = Rest.Slice(close + 3, (int)mark.Length).ToArray();
        _at += close + 3 + literal.Length;
        return !mayHaveNul && literal.AsSpan().Contains((byte)0) ? FailedOctets("a literal without NUL") : literal;
    }

    private string Failed(string expected)
    {
        Fail(expected);
        return "";
    }

    private byte[] FailedOctets(string expected)
    {
        Fail(expected);
        return [];
    }
}
